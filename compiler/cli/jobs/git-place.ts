/** Where the workspace lies in Git, as far as this clone knows; nothing is fetched. */
import { GitError, type Git } from '../../host/git.js';
import type { WorkspaceSettings } from '../../model/spec.js';
import type { Wrong } from '../wrong.js';

export interface GitPlace {
  readonly url: string;
  readonly branch: string;
  /** Sentences. */
  readonly warnings: readonly string[];
}

export interface GitOptions {
  readonly gitUrl?: string;
  readonly branch?: string;
}

const URL_FORM = /^((https?|ssh|git):\/\/[^\s\p{Cc}]+|[A-Za-z0-9_.-]+@[A-Za-z0-9.-]+:[^\s\p{Cc}]+)$/u;
const BRANCH_FORM = /^[A-Za-z0-9_][A-Za-z0-9_./-]*$/u;
const HELP =
  'Give --git-url, or set "jenkins": {"git": {"url": "…"}} in cooperage.json: https://…, ssh://… or git@HOST:PATH.';

/** The options, else the settings, else the remote `origin`. */
export function gitPlace(git: Git, { jenkins }: WorkspaceSettings, options: GitOptions): GitPlace | Wrong {
  const branch = options.branch ?? jenkins?.git?.branch ?? 'main';
  if (!BRANCH_FORM.test(branch))
    return {
      problem: `${JSON.stringify(branch)} is no branch that Jenkins can build`,
      help: 'Give --branch a plain name, such as main.',
    };
  const stated = options.gitUrl ?? jenkins?.git?.url;
  const found = stated ?? ask(git, 'remote', 'get-url', 'origin');
  if (found === null)
    return {
      problem: 'the Git URL that Jenkins clones is not known: this clone has no remote `origin`',
      help: HELP,
    };
  const { url, secret } = withoutSecret(found);
  if (!URL_FORM.test(url)) {
    const whose = stated === undefined ? 'the remote `origin` of this clone' : 'the Git URL';
    return { problem: `${whose} is no address that Jenkins can clone: ${JSON.stringify(url)}`, help: HELP };
  }
  const warnings =
    stated !== undefined && secret
      ? [
          'The Git URL holds an account, which is left out: name credentials of Jenkins by jenkins.git.credentialsId.',
        ]
      : [];
  return { url, branch, warnings };
}

/**
 * What of the jobs' files the branch does not have yet, as it was last fetched. Quiet where that is not known.
 * @param files paths from the workspace's root
 */
export function unpushed(git: Git, branch: string, files: readonly string[]): string | null {
  const remote = `refs/remotes/origin/${branch}`;
  const known = ask(git, 'ls-tree', '-r', '--name-only', '-z', remote);
  if (known === null) return null;
  const there = new Set(known.split('\0'));
  const missing = files.filter((file) => !there.has(file));
  if (missing.length === 0) return null;
  const [first] = missing;
  const more = missing.length === 1 ? '' : ` and ${missing.length - 1} more`;
  return `The branch ${branch} of origin, as last fetched, does not have ${first}${more}: builds fail until it is pushed.`;
}

/** A token may stand as the account alone, so of http nothing is kept. With SSH it is only a name. */
function withoutSecret(address: string): { url: string; secret: boolean } {
  const url = address
    .replace(/^(https?:\/\/)[^/@]*@/iu, '$1')
    .replace(/^((?:ssh|git):\/\/[^/@:]*):[^/@]*@/iu, '$1@');
  return { url, secret: url !== address };
}

/** null where git is not there, or has no answer. */
function ask(git: Git, ...args: readonly string[]): string | null {
  try {
    return git.run(args).toString().trim() || null;
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}
