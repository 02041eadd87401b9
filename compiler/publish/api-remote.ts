/** The project as the API shows it; what the clone at hand has already is not asked for. */

import type { GitLabApi } from '../clients/gitlab/api.js';
import type { Answer, TreeEntry } from '../clients/gitlab/types.js';
import { GitObjects } from '../host/git-objects.js';
import { commitOf, filesOf } from '../host/git-revision.js';
import { GitError, type Git } from '../host/git.js';
import type { Entry, Remote, Tree } from './tree.js';

export type RemoteApi = Pick<GitLabApi, 'branch' | 'tree' | 'mergeBase' | 'commits' | 'blob'>;

/** What is shown of a file in a conflict is bounded. */
const LARGEST = 1024 * 1024;

/**
 * @param folder of the workspace in the repository, with a slash at its end; '' for the top
 * @param clone where there is one, with its absolute root; null outside
 */
export function apiRemote(
  gitlab: RemoteApi,
  folder: string,
  clone: { readonly git: Git; readonly root: string } | null,
): Remote {
  return {
    async tip(branch) {
      const answer = await gitlab.branch(branch);
      return 'fault' in answer ? answer : { value: answer.value?.commit ?? null };
    },
    async tree(commit) {
      const known = clone && localCommit(clone.git, commit);
      if (known) return { value: filesOf(clone.git, commit, clone.root).entries };
      return wholeTree(gitlab, commit, folder);
    },
    async mergeBase(one, other) {
      if (one === other) return { value: one };
      const known = clone && [one, other].every((commit) => localCommit(clone.git, commit));
      if (known) return { value: localMergeBase(clone.git, one, other) };
      const answer = await gitlab.mergeBase(one, other);
      // A commit that was never pushed.
      return 'fault' in answer && answer.fault.kind === 'missing' ? { value: null } : answer;
    },
    async lastChange(commit, path) {
      const answer = await gitlab.commits(commit, 1, `${folder}${path}`);
      return 'fault' in answer ? answer : { value: answer.value[0] ?? null };
    },
    async content({ id }) {
      const own = clone && localContent(clone.git, id);
      if (own) return { value: own.length > LARGEST ? null : own };
      const answer = await gitlab.blob(id, LARGEST);
      return 'fault' in answer && answer.fault.kind === 'too-large' ? { value: null } : answer;
    },
  };
}

async function wholeTree(gitlab: RemoteApi, commit: string, folder: string): Promise<Answer<Tree>> {
  const entries = new Map<string, Entry>();
  for (let page: string | null = null; ;) {
    const answer: Awaited<ReturnType<RemoteApi['tree']>> = await gitlab.tree(
      commit,
      folder.replace(/\/$/u, ''),
      { recursive: true, page },
    );
    if ('fault' in answer)
      // A workspace that is new in its repository.
      return answer.fault.kind === 'missing' && folder !== '' ? { value: entries } : answer;
    for (const entry of answer.value.entries) add(entries, entry, folder);
    if (answer.value.next === null) return { value: entries };
    page = answer.value.next;
  }
}

function add(entries: Map<string, Entry>, { path, type, executable, id }: TreeEntry, folder: string): void {
  if (type !== 'folder' && path.startsWith(folder))
    entries.set(path.slice(folder.length), { kind: type, executable, id });
}

/** Whether the clone has the commit, with its trees. */
function localCommit(git: Git, commit: string): boolean {
  return commitOf(git, commit) !== null;
}

function localMergeBase(git: Git, one: string, other: string): string | null {
  return attempt(() => git.run(['merge-base', one, other]).toString().trim());
}

function localContent(git: Git, id: string): Uint8Array | null {
  return attempt(() => new GitObjects(git).content(id));
}

/** null where git does not know it. */
function attempt<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if (error instanceof GitError && error.kind === 'failed') return null;
    throw error;
  }
}
