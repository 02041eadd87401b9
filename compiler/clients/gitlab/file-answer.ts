/** Files, as headers and bytes tell of them. */

import { isBroken, type Outcome, type Reply } from '../http/outcome.js';
import { algorithmOf, blobId } from '../../model/blob-id.js';
import type { FileHead } from './types.js';

const ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u;

/**
 * Of the answer to HEAD. `executable` is null where it is not told: GitLab tells it since 14.10.
 * Source: lib/api/files.rb of https://gitlab.com/gitlab-org/gitlab
 */
export function headOf(
  { headers }: Reply,
  path: string,
): (Omit<FileHead, 'executable'> & { readonly executable: boolean | null }) | null {
  const id = textOf(headers['x-gitlab-blob-id']);
  const size = textOf(headers['x-gitlab-size']);
  const mode = textOf(headers['x-gitlab-execute-filemode']);
  if (!ID.test(id) || !/^\d{1,15}$/u.test(size)) return null;
  return {
    path,
    size: Number(size),
    executable: mode === '' ? null : mode === 'true',
    id,
    lastCommit: textOf(headers['x-gitlab-last-commit-id']),
  };
}

/** The id of a content that an answer claims to be; '' where it claims none. */
export function claimedId({ headers }: Reply): string {
  return textOf(headers['x-gitlab-blob-id']);
}

/** Bytes that are what they should be: a page of something in between is not taken for a file. */
export function bytesOf({ body }: Reply, id: string): Uint8Array | null {
  return ID.test(id) && blobId(body, algorithmOf(id)) === id ? body : null;
}

/** A submodule comes as a file without bytes, whose id is a commit's. */
export function isSubmodule(outcome: Outcome): boolean {
  if (isBroken(outcome) || outcome.status !== 200 || outcome.body.length > 0) return false;
  const id = claimedId(outcome);
  return ID.test(id) && bytesOf(outcome, id) === null;
}

function textOf(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}
