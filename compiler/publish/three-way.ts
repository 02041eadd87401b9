/** What this workspace changes, and what others have changed meanwhile. Pure. */

import { sameEntry, type Entry, type Tree } from './tree.js';

export interface Trees {
  /** As it is here. */
  readonly ours: Tree;
  /** The branch that is published to; where there is none yet, the target. */
  readonly theirs: Tree;
  /** Where ours began: an ancestor of the target. */
  readonly base: Tree;
  /** What this workspace published to the branch the last time, and where that began; null where it never did. */
  readonly published: { readonly tree: Tree; readonly base: Tree } | null;
}

export interface PathChange {
  readonly path: string;
  /** null: it is new. */
  readonly before: Entry | null;
  /** null: it goes. */
  readonly after: Entry | null;
}

/** A path that both sides have changed, each in its own way. */
export interface PathConflict {
  readonly path: string;
  readonly ours: Entry | null;
  readonly theirs: Entry | null;
  readonly base: Entry | null;
}

export interface ThreeWay {
  readonly changes: readonly PathChange[];
  readonly conflicts: readonly PathConflict[];
  /** What only git itself can commit: symlinks. Paths. */
  readonly unsendable: readonly string[];
}

/**
 * A path is ours to change where it differs from where we began, or from what we published before. It may be changed
 * where the branch still has one of those two. Submodules are another repository's, and stay as they are.
 */
export function threeWay({ ours, theirs, base, published }: Trees): ThreeWay {
  const changes: PathChange[] = [];
  const conflicts: PathConflict[] = [];
  const unsendable: string[] = [];
  const earlier = published?.tree ?? new Map<string, Entry>();
  for (const path of [...new Set([...ours.keys(), ...base.keys(), ...earlier.keys()])].sort()) {
    const [own, their, from, last] = [ours, theirs, base, earlier].map((tree) => tree.get(path));
    if ([own, their, from].some((entry) => entry?.kind === 'submodule') || sameEntry(own, their)) continue;
    const wasPublished = published !== null && !sameEntry(last, published.base.get(path));
    const isOurs = !sameEntry(own, from) || (wasPublished && !sameEntry(own, last));
    if (!isOurs) continue;
    if (!sameEntry(their, from) && !(wasPublished && sameEntry(their, last)))
      conflicts.push({ path, ours: own ?? null, theirs: their ?? null, base: from ?? null });
    else if (own?.kind === 'symlink') unsendable.push(path);
    else changes.push({ path, before: their ?? null, after: own ?? null });
  }
  return { changes, conflicts, unsendable };
}
