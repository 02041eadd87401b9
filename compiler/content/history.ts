/** Who has changed a file, and when. */

import type { Answer, Commit, FileDiff } from '../clients/gitlab/types.js';
import { refused } from './answers.js';
import { inProject, inWorkspace, pathProblem } from './paths.js';
import type { ProjectContent } from './project-content.js';

export interface HistoryEntry {
  readonly commit: Commit;
  /** What the file was called then, from the workspace. */
  readonly path: string;
}

export interface HistoryPage {
  /** The newest first. */
  readonly entries: readonly HistoryEntry[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
}

/** Where a page begins: as JSON, so that it can be given to somebody and taken back. */
interface Place {
  /** The commit that is looked back from. */
  readonly ref: string;
  readonly path: string;
  readonly page: number;
  /** The last commit of the page before; '' on the first. */
  readonly last: string;
}

export const HISTORY_PAGE = 20;

/**
 * A page of the commits that changed a file or folder, also before it was renamed. GitLab's list of commits knows one
 * path. So where it ends, the oldest commit is compared with its parent, and what GitLab calls a rename there is
 * followed. Where that comparison is beyond GitLab's limits (thousands of files in one commit), or the contents are
 * too different, or the file came by a merge, the history ends there. It ends also where the file came from outside
 * the workspace.
 * @param next of the page before
 */
export async function historyOf(
  content: ProjectContent,
  path: string,
  { limit = HISTORY_PAGE, next = null }: { readonly limit?: number; readonly next?: string | null } = {},
): Promise<Answer<HistoryPage>> {
  const place = next === null ? { ref: content.commit.id, path, page: 1, last: '' } : placeOf(next);
  const problem = place === null ? 'it is no place in a history' : pathProblem(place.path);
  if (place === null || problem !== null) return refused(`${JSON.stringify(next ?? path)}: ${problem}`);
  const { gitlab, folder } = content;
  const answer = await gitlab.commits(place.ref, limit, inProject(folder, place.path), place.page);
  if ('fault' in answer) return answer;
  const commits = answer.value;
  const entries = commits.map((commit) => ({ commit, path: place.path }));
  const last = commits.at(-1)?.id ?? place.last;
  if (commits.length >= limit)
    return { value: { entries, next: JSON.stringify({ ...place, page: place.page + 1, last }) } };
  const before = last === '' ? { value: null } : await beforeRename(content, place.path, last);
  if ('fault' in before) return before;
  return { value: { entries, next: before.value && JSON.stringify(before.value) } };
}

/** What the path was called before the commit that brought it. */
async function beforeRename(
  { gitlab, folder }: ProjectContent,
  path: string,
  id: string,
): Promise<Answer<Place | null>> {
  const commit = await gitlab.commit(id);
  if ('fault' in commit) return commit;
  const parent = commit.value?.parents[0];
  if (parent === undefined || commit.value?.parents.length !== 1) return { value: null };
  const compared = await gitlab.compare(parent, id, true);
  if ('fault' in compared) return compared;
  const old = oldPath(compared.value.files, inProject(folder, path));
  const within = old === null ? null : inWorkspace(folder, old);
  return { value: within === null ? null : { ref: parent, path: within, page: 1, last: '' } };
}

function oldPath(files: readonly FileDiff[], path: string): string | null {
  const renamed = files.filter(({ kind }) => kind === 'renamed');
  const file = renamed.find(({ newPath }) => newPath === path);
  if (file) return file.oldPath;
  // A folder has moved where what is in it has the same names as before.
  for (const { oldPath: from, newPath: to } of renamed)
    if (to.startsWith(`${path}/`) && from.endsWith(to.slice(path.length)))
      return from.slice(0, from.length - (to.length - path.length));
  return null;
}

function placeOf(next: string): Place | null {
  try {
    const { ref, path, page, last } = JSON.parse(next) as Partial<Place>;
    const isPlace =
      typeof ref === 'string' &&
      typeof path === 'string' &&
      Number.isInteger(page) &&
      typeof last === 'string';
    return isPlace ? { ref, path, page: page ?? 1, last } : null;
  } catch {
    return null;
  }
}
