/** The installed git. Its configuration, its hooks and the index stay as they are; `git-push.ts` alone writes. */

import { spawnSync } from 'node:child_process';
import type { Environment } from './files.js';

/** Why git could not answer. */
export class GitError extends Error {
  constructor(
    readonly kind: 'absent' | 'failed',
    message: string,
    /** All that git said. */
    readonly said = '',
  ) {
    super(message);
  }
}

/** Runs git in a folder. Synchronous, as files are: what comes next needs the answer. */
export interface Git {
  /**
   * Its standard output.
   * @param input for its standard input
   * @throws {GitError}
   */
  run(args: readonly string[], input?: string): Buffer;
}

/** Variables with which a hook would send us to another repository, or another index. */
const HOOKS = /^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX|OBJECT_DIRECTORY|COMMON_DIR|NAMESPACE)$/u;

/**
 * The installed git.
 * @param folder absolute; where every command runs
 * @param more variables, such as another index
 */
export function gitIn(folder: string, environment: Environment, more: Environment = {}): Git {
  const env = {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => !HOOKS.test(name))),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    ...more,
  };
  return {
    run(args, input = '') {
      const { status, stdout, stderr, error } = spawnSync('git', ['-C', folder, ...args], {
        input,
        env,
        maxBuffer: Infinity,
        windowsHide: true,
      });
      if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT')
        throw new GitError('absent', 'git is not installed');
      if (error) throw new GitError('failed', error.message);
      if (status !== 0) throw new GitError('failed', reason(stderr.toString()), stderr.toString());
      return stdout;
    },
  };
}

/** Git's first sentence. */
function reason(stderr: string): string {
  return stderr.split('\n')[0]?.replace(/^(fatal|error): /u, '') || 'it says nothing';
}
