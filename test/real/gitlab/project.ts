/** A project with a workspace in a subfolder, as CI finds it: a bare repository, a merge request's branch, clones. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { PROGRAM, program } from '../bad-input/program.js';
import { gitIn } from '../git/repository.js';

/** Of the workspace. A blank in it shows where a script forgets to quote. */
export const FOLDER = 'platform/my images';
export const SPEC = `${FOLDER}/images/web/image.json`;
export const DOCKERFILE = `${FOLDER}/images/web/Dockerfile`;

/** What CI is to install. */
export const PACKAGE = 'git+https://git.test/platform/cooperage.git#v1';

export class Project {
  readonly root = mkdtempSync(join(tmpdir(), 'cooperage-project-'));
  #clones = 0;

  /** @param origin address of an empty repository, whose main everybody may push to */
  private constructor(private readonly origin: string) {}

  static async make(origin?: string): Promise<Project> {
    const project = new Project(origin ?? mkdtempSync(join(tmpdir(), 'cooperage-origin-')));
    if (origin === undefined) gitIn(project.origin, 'init', '--quiet', '--bare', '--initial-branch=main');
    const clone = project.clone();
    const start = join(clone, FOLDER);
    mkdirSync(start, { recursive: true });
    for (const argv of [
      ['init', '--gitlab', '--jenkins', '--package', PACKAGE],
      ['new', 'web', '--from', 'debian:12', '--expose', '80'],
      ['compile'],
    ]) {
      const { code, err } = await program(argv, { cwd: start });
      if (code !== 0) throw new Error(`cooper ${argv.join(' ')}: ${err}`);
    }
    project.push(clone, 'main');
    return project;
  }

  remove(): void {
    for (const path of [this.root, this.origin]) rmSync(path, { recursive: true, force: true });
  }

  /** As GIT_STRATEGY=clone with GIT_DEPTH=0 has it: a commit and no branch, and the history of it. */
  clone(branch?: string): string {
    const folder = join(this.root, `clone-${this.#clones++}`);
    gitIn(this.root, 'clone', '--quiet', this.origin, folder);
    if (branch !== undefined) gitIn(folder, 'checkout', '--quiet', '--detach', `origin/${branch}`);
    return folder;
  }

  /** Commits a change of files to a branch off main, and pushes it. */
  async change(
    branch: string,
    files: Readonly<Record<string, (text: string) => string>>,
    compile: boolean,
  ): Promise<void> {
    const clone = this.clone('main');
    for (const [path, change] of Object.entries(files)) {
      const absolute = join(clone, path);
      mkdirSync(dirname(absolute), { recursive: true });
      writeFileSync(absolute, change(readFileSync(absolute, 'utf8')));
    }
    if (compile) await program(['compile'], { cwd: join(clone, FOLDER) });
    this.push(clone, branch);
  }

  /** Of a branch as it is now. */
  commit(branch: string): string {
    return gitIn(this.root, 'ls-remote', this.origin, `refs/heads/${branch}`).split('\t')[0] ?? '';
  }

  push(clone: string, branch: string): void {
    gitIn(clone, 'add', '--all');
    gitIn(clone, 'commit', '--quiet', '--message', branch);
    gitIn(clone, 'push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
  }
}

/**
 * A PATH whose npx runs what is built here: no registry is asked in the tests. It takes down how it was called, and
 * refuses what is not the pinned package.
 */
export function pathWithNpx(folder: string): { path: string; calls: () => string[] } {
  const [bin, log] = [join(folder, 'bin'), join(folder, 'npx.log')];
  mkdirSync(bin, { recursive: true });
  writeFileSync(log, '');
  writeFileSync(
    join(bin, 'npx'),
    `#!/bin/sh
[ "$1 $2 $3 $4 $5" = '--yes --package ${PACKAGE} -- cooper' ] || { echo "npx: not $*" >&2; exit 99; }
shift 5
printf '%s in %s\\n' "$*" "$PWD" >>'${log}'
exec '${process.execPath}' '${PROGRAM}' "$@"
`,
  );
  chmodSync(join(bin, 'npx'), 0o755);
  return {
    path: [bin, process.env['PATH'] ?? ''].join(delimiter),
    calls: () => readFileSync(log, 'utf8').split('\n').filter(Boolean),
  };
}
