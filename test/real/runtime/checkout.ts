/** A checkout with one image, and the state that Verify leaves: what Prepare works on. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Folder, runStage, type Result } from './runtime.js';

export class Checkout extends Folder {
  readonly work = join(this.path, 'work/1');
  readonly dir = 'images/x';

  constructor(dockerfile = 'FROM scratch\nADD rootfs.tar.gz /\n') {
    super();
    this.write(`${this.dir}/Dockerfile`, dockerfile);
    mkdirSync(join(this.work, 'state'), { recursive: true });
    writeFileSync(join(this.work, '.cooperage'), '');
    this.state('tags-free', '1\n');
    this.state('tags-taken', '');
    this.state('existing-inputs', '');
    this.state('base-digest', '\n');
  }

  state(name: string, text: string): void {
    writeFileSync(join(this.work, 'state', name), text);
  }

  image(path: string, content: string | Buffer, mode?: number): void {
    this.write(join(this.dir, path), content, mode);
  }

  list(...lines: string[]): void {
    this.image('context.list', `# Generated\n${lines.map((line) => `${line}\n`).join('')}`);
  }

  env(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    return { COOPERAGE_WORK: this.work, COOPERAGE_DIR: this.dir, COOPERAGE_ROOTFS: 'rootfs', ...more };
  }

  prepare(env: NodeJS.ProcessEnv = {}): Promise<Result> {
    return runStage('prepare', { cwd: this.path, env: this.env(env) });
  }

  /** mode owner path of each member, sorted by path. */
  members(): string[] {
    const tar = join(this.work, 'context/rootfs.tar.gz');
    const lines = execFileSync('tar', ['--numeric-owner', '--quoting-style=escape', '-tvzf', tar], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    });
    return lines
      .trimEnd()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [, mode, owner, time, path] = /^(\S+) (\S+) +\d+ (\S+ \S+) (.*)$/.exec(line) ?? [];
        return `${mode} ${owner} ${time === '1970-01-01 00:00' ? '' : time}${path}`;
      })
      .sort((a, b) => (a.split(' ')[2] ?? '').localeCompare(b.split(' ')[2] ?? ''));
  }

  content(path: string): string {
    return execFileSync('tar', ['-xzOf', join(this.work, 'context/rootfs.tar.gz'), `./${path}`], {
      encoding: 'utf8',
    });
  }
}

/** Removes the folder at the end. */
export async function withFolder<T extends Folder>(
  folder: T,
  use: (folder: T) => Promise<void>,
): Promise<void> {
  try {
    await use(folder);
  } finally {
    folder.remove();
  }
}
