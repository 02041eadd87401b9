/** Which commits a review is of, as far as this clone knows them. */
import { sidesOf, type Sides } from '../../diff/revisions.js';
import type { Files } from '../../host/files.js';
import { GitError, type Git } from '../../host/git.js';
import { commitOf, isShallow } from '../../host/git-revision.js';
import type { Diagnostic } from '../../model/diagnostic.js';

export interface Clone {
  /** Of the workspace in its repository; '' is the top. */
  readonly folder: string;
  /** The commit that is checked out; null where there is none. */
  readonly head: string | null;
  /** null where a commit is checked out and no branch. */
  readonly branch: string | null;
  /** The branch that the remote `origin` has as its own; null where the clone does not know. */
  readonly defaultBranch: string | null;
}

/** @throws {GitError} where git is not there */
export function cloneOf(git: Git): Clone {
  const ask = (...args: readonly string[]): string | null => {
    try {
      return git.run(args).toString().trim() || null;
    } catch (error) {
      if (error instanceof GitError && error.kind === 'failed') return null;
      throw error;
    }
  };
  return {
    folder: (ask('rev-parse', '--show-prefix') ?? '').replace(/\/$/u, ''),
    head: commitOf(git, 'HEAD'),
    branch: ask('symbolic-ref', '--quiet', '--short', 'HEAD'),
    defaultBranch:
      ask('symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD')?.replace(/^origin\//u, '') ??
      null,
  };
}

/** Whether the checked out commit is a merge into which this one went. */
export function isMergeOf(git: Git, head: string, commit: string): boolean {
  const parents = git
    .run(['rev-list', '--parents', '--max-count=1', head])
    .toString()
    .trim()
    .split(' ')
    .slice(1);
  return parents.length > 1 && parents.includes(commit);
}

/** `REV...`: what the checked out commit does since it left the target. @param target a branch */
export function rangeTo(git: Git, target: string): string {
  // Who works without a remote has the branch itself.
  const isLocal = commitOf(git, `origin/${target}`) === null && commitOf(git, target) !== null;
  return isLocal ? `${target}...` : `origin/${target}...`;
}

/** The sides, or what is wrong with a sentence more where the clone is too small. */
export function sidesIn(
  range: string,
  root: string,
  git: Git,
  disk: Files,
): { readonly sides: Sides } | { readonly problem: Diagnostic } {
  const sides = sidesOf(range, root, git, disk);
  if (!('problem' in sides)) return { sides };
  const { problem } = sides;
  if (problem.code === 'git-failed' && isShallow(git)) return { problem: { ...problem, help: SHALLOW } };
  if (problem.code === 'revision-unknown' && !isShallow(git))
    return { problem: { ...problem, help: `${problem.help} ${NOT_FETCHED}` } };
  return { problem };
}

const SHALLOW =
  'The whole history is needed: "GIT_DEPTH: 0" among the variables of the job in GitLab, no shallow clone in Jenkins, "git fetch --unshallow" elsewhere.';
const NOT_FETCHED =
  'A clone of one branch lacks the others: fetch the target, as by "git fetch origin +refs/heads/*:refs/remotes/origin/*".';
