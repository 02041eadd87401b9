/** Which commit of which repository an image is built from, as its labels say. */
import type { Environment } from '../host/files.js';
import { output } from '../host/process-output.js';
import type { Processes } from '../host/process.js';

export interface Source {
  /** '' where it is not known: no repository, or a folder whose content is not the commit's. */
  readonly commit: string;
  /** '' where there is no remote. */
  readonly url: string;
}

export async function sourceOf(
  root: string,
  dir: string,
  env: Environment,
  processes: Processes,
): Promise<Source> {
  const git = async (...args: string[]): Promise<string | null> => {
    const command = ['git', '-C', root, ...args];
    const { code, stdout } = await output(processes, { command, cwd: root, env, timeout: 10_000 });
    return code === 0 ? stdout.trim() : null;
  };
  const [head, changes, remote] = await Promise.all([
    git('rev-parse', '--verify', 'HEAD'),
    git('status', '--porcelain', '--', dir),
    git('config', '--get', 'remote.origin.url'),
  ]);
  // A label must not claim a commit that holds something else.
  const commit = changes === '' && /^[0-9a-f]{40,64}$/.test(head ?? '') ? (head ?? '') : '';
  return { commit, url: isAddress(remote ?? '') ? withoutCredentials(remote ?? '') : '' };
}

/** A path of this machine (of a clone of a local repository) means nothing to who reads the label. */
function isAddress(url: string): boolean {
  return /^(https?|ssh|git):\/\/|^[^/\s]+@[^/\s:]+:/i.test(url);
}

/** `https://user:token@host/x` → `https://host/x`. The user of an ssh address is part of the address. */
export function withoutCredentials(url: string): string {
  return url.replace(/^(https?:\/\/)[^/]*@/i, '$1').replace(/^(\w+:\/\/[^/:@]+):[^/]*@/, '$1@');
}
