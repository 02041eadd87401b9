/** Sources of a job: its Git repository at its branch, in a folder of their own. */
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { promisify } from 'node:util';

export interface Source {
  readonly folder: string;
  readonly commit: string;
  readonly url: string;
  readonly branch: string;
}

/** What git says when it can't. */
export class GitProblem extends Error {}

/** The branch, tag or commit is not there. */
export class NoRevision extends GitProblem {}

/** @param branch as in a job: `main`, `*‌/main`, `refs/heads/main`, a tag or a commit */
export async function checkOut(folder: string, url: string, branch: string): Promise<Source> {
  mkdirSync(folder, { recursive: true });
  const name = branch.replace(/^\*\//, '').replace(/^refs\/heads\//, '');
  await git(folder, 'init', '--quiet');
  await git(folder, 'fetch', '--quiet', '--tags', '--', url, '+refs/heads/*:refs/remotes/origin/*');
  const found = await git(folder, 'rev-parse', '--verify', `origin/${name}^{commit}`)
    .catch(() => git(folder, 'rev-parse', '--verify', `${name}^{commit}`))
    .catch((problem: Error) => Promise.reject(new NoRevision(problem.message)));
  const commit = found.trim();
  await git(folder, 'checkout', '--quiet', '--force', '--detach', commit);
  return { folder, commit, url, branch: `origin/${name}` };
}

async function git(folder: string, ...args: string[]): Promise<string> {
  try {
    const env = { ...process.env, GIT_TERMINAL_PROMPT: '0' };
    return (await promisify(execFile)('git', args, { cwd: folder, env })).stdout;
  } catch (problem) {
    throw new GitProblem((problem as { stderr?: string }).stderr ?? String(problem));
  }
}
