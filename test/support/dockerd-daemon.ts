/**
 * Daemons of the tests: each in its own temp folder, ended by its pid, its mounts and files removed — also where
 * the test run is interrupted (`exit`), and the daemon itself ends with the test run whatever happens (`setpriv`).
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync, openSync, closeSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnSync } from 'node:child_process';

export interface Daemon {
  readonly folder: string;
  readonly log: string;
  stop(): Promise<void>;
}

export interface DaemonOptions {
  /** What its temp folder is called after. */
  readonly name: string;
  readonly command: (folder: string) => readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly prepare?: (folder: string) => void;
  /** Whether it answers. */
  readonly ready: (folder: string) => boolean | Promise<boolean>;
  /** Milliseconds until it must answer. */
  readonly patience?: number;
}

/** Starts a daemon and waits until it answers; throws with the end of its log where it doesn't. */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const folder = mkdtempSync(join(tmpdir(), `cooperage-${options.name}-`));
  const log = join(folder, 'log');
  const remove = (): void => removeFolder(folder);
  try {
    options.prepare?.(folder);
    writeFileSync(log, '');
    const descriptor = openSync(log, 'a');
    // `--pdeathsig`: even a test run that is killed outright leaves no daemon behind.
    const command = ['--pdeathsig', 'TERM', '--', ...options.command(folder)];
    const child = spawn('setpriv', command, {
      stdio: ['ignore', descriptor, descriptor],
      env: options.env ?? process.env,
    });
    closeSync(descriptor);
    const atExit = (): void => {
      child.kill('SIGKILL');
      remove();
    };
    process.once('exit', atExit);
    const stop = async (): Promise<void> => {
      await end(child);
      remove();
      process.removeListener('exit', atExit);
    };
    try {
      await ready(options, folder, child);
    } catch (error) {
      const tail = readFileSync(log, 'utf8').slice(-2000);
      await stop();
      throw new Error(`${options.name} did not start: ${String(error)}\n${tail}`, { cause: error });
    }
    return { folder, log, stop };
  } catch (error) {
    remove();
    throw error;
  }
}

async function ready(options: DaemonOptions, folder: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + (options.patience ?? 30_000);
  while (Date.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('it ended at once');
    if (await options.ready(folder)) return;
    await sleep(100);
  }
  throw new Error('it does not answer');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await gone;
  clearTimeout(patience);
}

/** Unmounts what is mounted below a folder, deepest first, and removes it. */
function removeFolder(folder: string): void {
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) =>
      (line.split(' ')[1] ?? '').replace(/\\(\d{3})/g, (_, code) => String.fromCharCode(parseInt(code, 8))),
    )
    .filter((path) => path.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length);
  for (const path of mounts) spawnSync('umount', ['--lazy', path]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** A TCP port of the loopback address that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
