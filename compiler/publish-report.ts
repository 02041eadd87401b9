/** The effect of what was published, told in its merge request at once; `cooper review` keeps it up to date in CI. */

import type { GitLabApi } from './clients/gitlab/api.js';
import type { Answer } from './clients/gitlab/types.js';
import { sidesOf } from './diff/revisions.js';
import type { Files } from './host/files.js';
import type { Git } from './host/git.js';
import { commitOf } from './host/git-revision.js';
import { reviewChange, reviewNote } from './review-change.js';
import { begins, reportMarker } from './review/markers.js';
import { keepNote, type Kept } from './review/note.js';

export interface ReportPlace {
  /** Absolute path of the workspace, where git runs. */
  readonly root: string;
  readonly git: Git;
  readonly files: Files;
  /** Of the workspace in its repository; '' for the top. */
  readonly folder: string;
  readonly iid: number;
  /** The commit of the target that the branch has left. */
  readonly fork: string;
  readonly names: { readonly before: string; readonly after: string };
}

/**
 * @param isNews whether something was changed there; else a report that stands is left as it is
 * @returns null where it cannot be told from here: the clone lacks the commit
 */
export async function tellEffect(
  gitlab: GitLabApi,
  place: ReportPlace,
  isNews: boolean,
): Promise<Answer<Kept | null>> {
  const { root, git, files, folder, iid, fork, names } = place;
  const marker = reportMarker(folder);
  if (!isNews) {
    const [notes, facts] = await Promise.all([gitlab.notes(iid), gitlab.facts()]);
    if ('fault' in notes) return notes;
    if ('fault' in facts) return facts;
    const { id } = facts.value.user;
    if (notes.value.some(({ author, body }) => author.id === id && begins(body, marker)))
      return { value: 'unchanged' };
  }
  if (commitOf(git, fork) === null) return { value: null };
  const sides = sidesOf(fork, root, git, files);
  if ('problem' in sides) return { value: null };
  const review = reviewChange({ ...sides, names }, folder);
  return keepNote(gitlab, iid, reviewNote(review, 0), marker);
}
