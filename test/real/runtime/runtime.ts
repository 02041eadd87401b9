/** Runs the stage scripts as a step does: input by environment only. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { STAGES, type Stage } from '../../../tools/scripts.js';

/** The sources of the stage scripts, and the scripts that are made of them. */
export const RUNTIME = fileURLToPath(new URL('../../../runtime/', import.meta.url));
export const RESOURCES = fileURLToPath(new URL('../../../resources/cooperage/', import.meta.url));
export const VARS = fileURLToPath(new URL('../../../vars/', import.meta.url));

export { STAGES, type Stage };

/** The shells that agents have: Debian's, and Alpine's. */
export const SHELLS: readonly (readonly string[])[] = [['dash'], ['busybox', 'sh']];

/** All sources below runtime/, relative to it. */
export function scripts(): string[] {
  return readdirSync(RUNTIME, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sh'))
    .sort();
}

export function scriptText(stage: Stage): string {
  return readFileSync(join(RESOURCES, `${stage}.sh`), 'utf8');
}

/** The text of parts of the library, one after another. */
export function joined(files: readonly string[]): string {
  return files.map((file) => readFileSync(join(RUNTIME, file), 'utf8')).join('');
}

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, for a message. */
  readonly log: string;
}

/** Runs `body` after the named parts of the library. */
export function library(
  shell: readonly string[],
  files: readonly string[],
  body: string,
  options: { env?: NodeJS.ProcessEnv; input?: string | Buffer } = {},
): Result {
  const [command = 'sh', ...rest] = shell;
  const { status, stdout, stderr } = spawnSync(command, [...rest, '-c', `${joined(files)}\n${body}`], {
    env: { PATH: process.env['PATH'], ...options.env },
    input: options.input ?? '',
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, stdout, stderr, log: stdout + stderr };
}

export interface StageOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly shell?: readonly string[];
  /** Sees the process while it runs. */
  readonly onStart?: (pid: number) => void;
}

/** Runs a stage as Jenkins does: the script in a file, nothing on standard input. */
export async function runStage(stage: Stage, options: StageOptions): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'cooperage-script-'));
  const file = join(folder, 'script.sh');
  writeFileSync(file, scriptText(stage));
  const [command = 'sh', ...rest] = options.shell ?? ['sh'];
  const child = spawn(command, [...rest, file], {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let log = '';
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
    log += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
    log += data.toString();
  });
  if (child.pid !== undefined) options.onStart?.(child.pid);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  rmSync(folder, { recursive: true });
  return { code, stdout, stderr, log };
}

/** A temporary folder that is removed with `remove`. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'cooperage-test-'));

  write(path: string, content: string | Buffer, mode = 0o644): string {
    const file = join(this.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, mode);
    return file;
  }

  read(path: string): string {
    return readFileSync(join(this.path, path), 'utf8');
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
