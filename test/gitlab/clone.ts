/** A clone of the project with a workspace in a folder of its own, as somebody has it who works with git. */
import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Target } from './target.js';

export class Clone {
  /** Of the workspace. */
  readonly root: string;

  /** @param home folder of the clone @param folder of the workspace in the repository */
  constructor(
    private readonly target: Target,
    readonly home: string,
    readonly folder: string,
  ) {
    this.root = join(home, folder);
  }

  async make(branch: string): Promise<void> {
    mkdirSync(this.home, { recursive: true });
    await this.git('clone', '--quiet', '--branch', branch, this.target.cloneUrl, '.');
    await this.git('config', 'user.name', 'Cooperage');
    await this.git('config', 'user.email', 'cooperage@example.com');
    mkdirSync(this.root, { recursive: true });
  }

  /** @param path in the workspace; an object is written as JSON */
  write(path: string, content: object | string | Uint8Array, mode = 0o644): void {
    const absolute = join(this.root, path);
    mkdirSync(dirname(absolute), { recursive: true });
    const isJson = typeof content === 'object' && !(content instanceof Uint8Array);
    writeFileSync(absolute, isJson ? `${JSON.stringify(content, null, 2)}\n` : content, { mode });
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  async push(message: string, branch: string): Promise<void> {
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--message', message);
    await this.git('push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
  }

  /** Runs git, with the token as the answer to its question for a password. */
  async git(...args: string[]): Promise<string> {
    const helper = '!f() { echo username=oauth2; echo "password=$STAND_IN_TOKEN"; }; f';
    const { stdout } = await promisify(execFile)('git', ['-c', `credential.helper=${helper}`, ...args], {
      cwd: this.home,
      maxBuffer: 64 * 1024 * 1024,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        GIT_TERMINAL_PROMPT: '0',
        STAND_IN_TOKEN: this.target.token,
      },
    });
    return stdout;
  }

  /** How the files of the workspace differ from those of a branch of the project, by name; '' where they don't. */
  async differs(branch: string): Promise<string> {
    await this.git('fetch', '--quiet', 'origin', `+refs/heads/${branch}:refs/remotes/origin/${branch}`);
    await this.git('add', '--all');
    return this.git('diff', '--cached', '--name-status', `refs/remotes/origin/${branch}`, '--', this.folder);
  }
}
