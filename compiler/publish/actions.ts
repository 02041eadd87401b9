/** Changes of files as the actions of a commit. */

import type { CommitAction } from '../clients/gitlab/types.js';
import type { PathChange } from './three-way.js';
import type { Entry } from './tree.js';

/** An action whose content has not been read yet. */
export type Action =
  | { readonly action: 'create'; readonly path: string; readonly entry: Entry }
  /** `chmod`: its mode changes too, or alone where `entry` is null. */
  | {
      readonly action: 'update';
      readonly path: string;
      readonly entry: Entry | null;
      readonly chmod: boolean | null;
    }
  | { readonly action: 'delete'; readonly path: string }
  | { readonly action: 'move'; readonly path: string; readonly previous: string };

/**
 * What goes comes first, so that a folder can stand where a file was, and the other way round. A file that is gone and
 * one that is new with the same content is one that was moved.
 */
export function actionsOf(changes: readonly PathChange[]): Action[] {
  const gone = new Map<string, string[]>();
  for (const { path, before, after } of changes)
    if (before !== null && after === null)
      gone.set(keyOf(before), [...(gone.get(keyOf(before)) ?? []), path]);
  const moved = new Map<string, string>();
  for (const { path, before, after } of changes)
    if (before === null && after !== null && !isWithin(path, changes)) {
      const previous = gone.get(keyOf(after))?.shift();
      if (previous !== undefined) moved.set(path, previous);
    }
  const away = new Set(moved.values());
  const actions = changes.flatMap((change): Action[] => {
    const { path, before, after } = change;
    const previous = moved.get(path);
    if (previous !== undefined) return [{ action: 'move', path, previous }];
    if (after === null) return away.has(path) ? [] : [{ action: 'delete', path }];
    if (before === null) return [{ action: 'create', path, entry: after }];
    // The API cannot make a file of a symlink.
    if (before.kind !== after.kind)
      return [
        { action: 'delete', path },
        { action: 'create', path, entry: after },
      ];
    const chmod = before.executable === after.executable ? null : after.executable;
    return [{ action: 'update', path, entry: before.id === after.id ? null : after, chmod }];
  });
  const order = ['delete', 'move', 'update', 'create'];
  return actions.sort((a, b) => order.indexOf(a.action) - order.indexOf(b.action));
}

function keyOf({ kind, executable, id }: Entry): string {
  return `${kind} ${executable} ${id}`;
}

/** Whether something else that changes lies above or below a path: then a move could be in the way of it. */
function isWithin(path: string, changes: readonly PathChange[]): boolean {
  return changes.some((other) => other.path.startsWith(`${path}/`) || path.startsWith(`${other.path}/`));
}

/**
 * As the API takes it.
 * @param folder of the workspace in its repository, with a slash at its end; '' for the top
 * @param lastCommit of a path that is replaced or goes, where the branch is there already
 */
export function sent(
  action: Action,
  folder: string,
  content: (path: string) => Uint8Array,
  lastCommit: string | undefined,
): CommitAction[] {
  const path = `${folder}${action.path}`;
  const last = lastCommit === undefined ? {} : { lastCommit };
  switch (action.action) {
    case 'create':
      return [{ action: 'create', path, content: content(action.path), executable: action.entry.executable }];
    case 'delete':
      return [{ action: 'delete', path, ...last }];
    case 'move':
      return [{ action: 'move', path, previous: `${folder}${action.previous}`, content: null, ...last }];
    case 'update': {
      const { entry, chmod } = action;
      return [
        ...(entry === null
          ? []
          : [{ action: 'update', path, content: content(action.path), ...last } as const]),
        ...(chmod === null ? [] : [{ action: 'chmod', path, executable: chmod, ...last } as const]),
      ];
    }
  }
}

/** The path whose last commit must still be the one that was seen; null where there is none. */
export function replaced(action: Action): string | null {
  if (action.action === 'create') return null;
  return action.action === 'move' ? action.previous : action.path;
}
