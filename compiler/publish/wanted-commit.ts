/** What is committed, and how. */

import type { GitLabApi } from '../clients/gitlab/api.js';
import type { GitLabFault } from '../clients/gitlab/types.js';
import type { Action } from './actions.js';
import type { Waits } from './arrived.js';
import type { Limits } from './batches.js';

export type CommitApi = Pick<
  GitLabApi,
  'branch' | 'createBranch' | 'deleteBranch' | 'commits' | 'createCommit'
>;

export interface WantedCommit {
  readonly branch: string;
  /** The branch's newest commit, as it was looked at; null: it is made. */
  readonly tip: string | null;
  /** Where a new branch begins; null in an empty repository. */
  readonly start: string | null;
  readonly message: string;
  readonly actions: readonly Action[];
  /** Of the workspace in its repository, with a slash at its end; '' for the top. */
  readonly folder: string;
  readonly content: (path: string) => Uint8Array;
  /** Bytes of a content. */
  readonly size: (path: string) => number;
}

export interface CommitOptions extends Waits {
  readonly limits?: Limits;
  /** Of what goes in one step, because there is no other way that is safe. */
  readonly largest?: Limits;
  /** Called as actions have arrived. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Committed {
  /** The branch's newest commit. */
  readonly tip: string;
  readonly commits: number;
  /** A temporary branch that could not be removed; null for none. */
  readonly left: string | null;
}

/** Of its content. */
export function bytesOf(action: Action, { size }: Pick<WantedCommit, 'size'>): number {
  const isSent = action.action === 'create' || (action.action === 'update' && action.entry !== null);
  return isSent ? size(action.path) : 0;
}

/** The fault where one file alone is more than the server takes. */
export function tooLarge(fault: GitLabFault, { path }: Action): GitLabFault {
  return {
    ...fault,
    reason: `the file ${JSON.stringify(path)} is larger than GitLab, or what stands before it, takes`,
    advice: 'Take it out of the workspace, keep it in Git LFS, or push with --git.',
  };
}
