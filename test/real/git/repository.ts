/** A workspace in a repository of the real git, for the tests. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { DiskWorkspace, type Content } from '../../support/workspace.js';

const ENV = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

export class Repository extends DiskWorkspace {
  constructor(files: Readonly<Record<string, Content>>) {
    super(files);
    this.git('init', '--quiet', '--initial-branch=main');
    this.commit('first');
  }

  git(...args: string[]): string {
    return gitIn(this.root, ...args);
  }

  commit(message: string): this {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', message);
    return this;
  }

  /** Back to the last commit, without anything beside it. */
  reset(): this {
    this.git('reset', '--quiet', '--hard');
    this.git('clean', '--quiet', '-fdx');
    return this;
  }

  delete(...paths: string[]): this {
    for (const path of paths) rmSync(this.path(path), { recursive: true });
    return this;
  }
}

export function gitIn(folder: string, ...args: string[]): string {
  const options = ['-C', folder, '-c', 'protocol.file.allow=always', ...args];
  return execFileSync('git', options, { env: ENV, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
