/** Both sides of a conflict, as far as they can be shown. */

import type { Answer, Commit } from '../clients/gitlab/types.js';
import type { PathConflict } from './three-way.js';
import type { Entry, LocalTree, Remote } from './tree.js';

export interface Conflict extends PathConflict {
  /** The newest commit that changed it there; null where that cannot be told. */
  readonly commit: Commit | null;
  /** Text on both sides, or null where there is none (gone, binary, large). */
  readonly texts: { readonly ours: string | null; readonly theirs: string | null };
}

/** Of more, only the paths are told. */
const SHOWN = 20;
const LONGEST = 256 * 1024;

/** @param at the commit of the branch, or of the target where there is no branch yet */
export async function conflictsOf(
  remote: Remote,
  local: LocalTree,
  conflicts: readonly PathConflict[],
  at: string,
): Promise<Answer<Conflict[]>> {
  const told: Conflict[] = [];
  for (const [index, conflict] of conflicts.entries()) {
    if (index >= SHOWN) {
      told.push({ ...conflict, commit: null, texts: { ours: null, theirs: null } });
      continue;
    }
    const { path, ours, theirs } = conflict;
    const commit = await remote.lastChange(at, path);
    if ('fault' in commit) return commit;
    const there = await theirText(remote, theirs);
    if ('fault' in there) return there;
    const here = ours?.kind === 'file' ? textOf(local.content(path)) : null;
    told.push({ ...conflict, commit: commit.value, texts: { ours: here, theirs: there.value } });
  }
  return { value: told };
}

async function theirText(remote: Remote, entry: Entry | null): Promise<Answer<string | null>> {
  if (entry?.kind !== 'file') return { value: null };
  const bytes = await remote.content(entry);
  return 'fault' in bytes ? bytes : { value: bytes.value === null ? null : textOf(bytes.value) };
}

function textOf(bytes: Uint8Array): string | null {
  if (bytes.length > LONGEST || bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
