/** The files of a workspace on one of the sides that are compared. No logic here. */

import type { Answer, Commit } from '../clients/gitlab/types.js';

/** What git keeps of a path. */
export interface Entry {
  readonly kind: 'file' | 'symlink' | 'submodule';
  readonly executable: boolean;
  /** Git's id of the content. */
  readonly id: string;
}

/** By path from the workspace's folder. */
export type Tree = ReadonlyMap<string, Entry>;

/** The workspace on this machine, as git would commit it. */
export interface LocalTree {
  readonly entries: Tree;
  /** Paths whose names are not in UTF-8, and that have changed, as far as they can be shown. */
  readonly unnamed: readonly string[];
  /** Bytes, as git would keep them. @param path of a file */
  content(path: string): Uint8Array;
}

/** The repository that is published to, for reading. */
export interface Remote {
  /** The newest commit of a branch; null where there is no such branch. */
  tip(branch: string): Promise<Answer<string | null>>;
  /** The workspace's files in a commit. */
  tree(commit: string): Promise<Answer<Tree>>;
  /** null: no ancestor in common, or one of them is not there. */
  mergeBase(one: string, other: string): Promise<Answer<string | null>>;
  /** The newest commit that changed a path, as it was at a commit. */
  lastChange(commit: string, path: string): Promise<Answer<Commit | null>>;
  /** At most a megabyte; null for more. */
  content(entry: Entry): Promise<Answer<Uint8Array | null>>;
}

/** Whether git would see no difference. */
export function sameEntry(one: Entry | undefined, other: Entry | undefined): boolean {
  return one?.id === other?.id && one?.kind === other?.kind && one?.executable === other?.executable;
}
