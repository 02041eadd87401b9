/** The report and the findings of a change, told in its merge request. */
import type { GitLabApi } from '../clients/gitlab/api.js';
import type { GitLabFault, MergeRequest } from '../clients/gitlab/types.js';
import { keepComments, type CommentsApi, type CommentsKept } from './comments.js';
import type { Finding } from './finding.js';
import { reportMarker } from './markers.js';
import { keepNote, type Kept, type NotesApi } from './note.js';

/** More comments than this nobody reads: the others are in the note. */
const MOST_COMMENTS = 20;

export interface ToPost {
  readonly iid: number;
  /** The pushed commit that was looked at. */
  readonly commit: string;
  /** Whether the files that were looked at are a merge of it. */
  readonly isMerge: boolean;
  /** Of the workspace in its repository; '' is the top. */
  readonly folder: string;
  readonly findings: readonly Finding[];
  /** The text of the note, by how many findings have no comment. */
  readonly text: (mergeRequest: MergeRequest, unplaced: number) => string;
}

export interface Posted {
  readonly comments: Omit<CommentsKept, 'faults' | 'unplaced'> & { readonly unplaced: number };
  /** null where GitLab took none. */
  readonly note: Kept | null;
  readonly faults: readonly GitLabFault[];
}

/** Why nothing was told. */
export type Skipped =
  | { readonly skipped: 'missing' }
  | { readonly skipped: 'closed'; readonly state: MergeRequest['state'] }
  /** Somebody has pushed: what we know is not of the newest commit, whose own run tells of it. */
  | { readonly skipped: 'moved'; readonly head: string };

/**
 * Comments first, because the note tells what has none. Where GitLab refuses one of them, the other is made.
 * @param signal nothing is begun any more once it is aborted
 */
export async function postReview(
  gitlab: NotesApi & CommentsApi & Pick<GitLabApi, 'mergeRequest'>,
  { iid, commit, isMerge, folder, findings, text }: ToPost,
  signal?: AbortSignal,
): Promise<Posted | Skipped | { readonly fault: GitLabFault }> {
  const found = await gitlab.mergeRequest(iid);
  if ('fault' in found) return found;
  const mergeRequest = found.value;
  if (mergeRequest === null) return { skipped: 'missing' };
  const { state, head, diffRefs } = mergeRequest;
  if (state !== 'opened') return { skipped: 'closed', state };
  if (head !== commit) return { skipped: 'moved', head };

  const target = { iid, refs: diffRefs, folder, isMerge, limit: MOST_COMMENTS };
  const { unplaced, faults, ...counts } = await keepComments(gitlab, findings, target);
  const comments = { ...counts, unplaced: unplaced.length };
  if (signal?.aborted === true) return { comments, note: null, faults };
  const note = await keepNote(gitlab, iid, text(mergeRequest, unplaced.length), reportMarker(folder));
  return 'fault' in note
    ? { comments, note: null, faults: [...faults, note.fault] }
    : { comments, note: note.value, faults };
}
