/** The repository as plain git shows it: what it has is fetched, and then read here. */

import type { Answer, Commit, GitLabFault } from '../clients/gitlab/types.js';
import { commitOf, filesOf } from '../host/git-revision.js';
import { GitObjects } from '../host/git-objects.js';
import { fetchBranches } from '../host/git-push.js';
import { GitError, type Git } from '../host/git.js';
import type { Remote } from './tree.js';

const LARGEST = 1024 * 1024;

/**
 * @param name of the remote, or its address
 * @param root absolute path of the workspace, where git runs
 * @param branches that are asked for
 * @throws {GitError}
 */
export function gitRemote(git: Git, root: string, name: string, branches: readonly string[]): Remote {
  const tips = fetchBranches(git, name, branches);
  return {
    tip: (branch) => answered(() => tips.get(branch) ?? null),
    tree: (commit) => answered(() => filesOf(git, commit, root).entries),
    mergeBase: (one, other) =>
      answered(() => {
        if ([one, other].some((commit) => commitOf(git, commit) === null)) return null;
        try {
          return git.run(['merge-base', one, other]).toString().trim();
        } catch (error) {
          // It says nothing where there is none.
          if (error instanceof GitError && error.kind === 'failed' && error.said === '') return null;
          throw error;
        }
      }),
    lastChange: (commit, path) => answered(() => lastChange(git, commit, path)),
    content: ({ id }) =>
      answered(() => {
        const bytes = new GitObjects(git).content(id);
        return bytes.length > LARGEST ? null : bytes;
      }),
  };
}

const FIELDS = ['%H', '%P', '%s', '%B', '%an', '%ae', '%aI', '%cI'];

function lastChange(git: Git, commit: string, path: string): Commit | null {
  const args = ['log', '-1', `--format=${FIELDS.join('%x00')}`, commit, '--', `:(literal)${path}`];
  const [id = '', parents = '', title = '', message = '', authorName = '', authorEmail = '', ...times] = git
    .run(args)
    .toString()
    .trimEnd()
    .split('\0');
  const [authored = '', committed = ''] = times;
  if (id === '') return null;
  const ids = parents === '' ? [] : parents.split(' ');
  return { id, parents: ids, title, message, authorName, authorEmail, authored, committed, url: '' };
}

/** What git cannot do, as a fault. */
export function gitFault(error: unknown): GitLabFault {
  if (!(error instanceof GitError)) throw error;
  const { message, said } = error;
  const lines = said.split('\n').map((line) => line.trim());
  const told = lines.filter((line) => /^(remote: (?=\S)|!|error: |fatal: )/u.test(line));
  const stale = /stale info|fetch first|non-fast-forward|already exists/u.test(said);
  return {
    kind: stale ? 'conflict' : 'failed',
    status: 0,
    reason: `git: ${[...new Set(told)].slice(0, 5).join('; ') || message}`,
    advice: stale
      ? 'The branch has moved meanwhile: run it again.'
      : 'See that git may reach the repository, and push to it.',
  };
}

function answered<T>(look: () => T): Promise<Answer<T>> {
  try {
    return Promise.resolve({ value: look() });
  } catch (error) {
    return Promise.resolve({ fault: gitFault(error) });
  }
}
