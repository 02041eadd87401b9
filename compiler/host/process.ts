/** Programs, as run/ and the commands start them. One interface; the real one below, a fake one in the tests. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from './files.js';
import { LineSplitter } from './process-lines.js';

export type Stream = 'stdout' | 'stderr';
export type Signal = 'SIGTERM' | 'SIGKILL' | 'SIGINT';

export interface StartOptions {
  /** The program and its arguments; never a shell line. */
  readonly command: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Environment;
  /** Given to its standard input, which is empty otherwise. */
  readonly stdin?: string;
  readonly onLine?: (stream: Stream, line: string) => void;
}

export interface Outcome {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface Running {
  readonly pid: number | undefined;
  /** Settles when the program has ended and its output is read. Rejects where it could not be started (ENOENT…). */
  readonly done: Promise<Outcome>;
  /** Reaches the program and everything that it started, in its own process group. */
  kill(signal: Signal): void;
}

export interface Processes {
  start(options: StartOptions): Promise<Running>;
}

/** How long output may trickle in after the program itself has ended: a child of it may hold the pipe open. */
const DRAIN_MS = 2000;

/** How often a killed group is looked at, until nobody is left in it. */
const POLL_MS = 25;

/** How long the others of a group have after the program itself; and how long what is killed may still be seen. */
const STRAGGLERS_MS = 2000;
const ZOMBIES_MS = 500;

/** The operating system's processes. */
export const realProcesses: Processes = {
  async start(options) {
    // Loaded here: most commands start no program, and it costs them nothing then.
    const { execa } = await import('execa');
    const [program, ...args] = options.command;
    if (program === undefined) throw new Error('an empty command');
    const child = execa(program, args, {
      cwd: options.cwd,
      env: defined(options.env),
      extendEnv: false,
      // Its own session: Ctrl-C on the terminal reaches only us, and we end the whole group in good order.
      detached: true,
      cleanup: false,
      buffer: false,
      reject: false,
      stripFinalNewline: false,
      ...(options.stdin === undefined ? { stdin: 'ignore' as const } : { input: options.stdin }),
    });
    const drained = [
      read(child.stdout, (line) => options.onLine?.('stdout', line)),
      read(child.stderr, (line) => options.onLine?.('stderr', line)),
    ];
    let killed = false;
    const kill = (signal: Signal): void => {
      killed = true;
      signalGroup(child.pid, signal);
    };
    return { pid: child.pid, done: end(child, drained, () => killed), kill };
  },
};

/** The parts of execa's subprocess that are used here. */
type Child = PromiseLike<{ readonly cause?: unknown }> & {
  readonly pid?: number;
  once(event: 'exit', listener: (code: number | null, signal: string | null) => void): unknown;
};

async function end(child: Child, drained: readonly Promise<void>[], killed: () => boolean): Promise<Outcome> {
  const { pid } = child;
  if (pid === undefined) throw (await child).cause;
  const outcome = await new Promise<Outcome>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  if (killed()) await emptyGroup(pid);
  await Promise.race([Promise.all(drained), sleep(DRAIN_MS, undefined, { ref: false })]);
  return outcome;
}

/** Whoever kills wants to clean up next: not before the last of the group has let go of its files. */
async function emptyGroup(pid: number): Promise<void> {
  if (await gone(pid, STRAGGLERS_MS)) return;
  signalGroup(pid, 'SIGKILL');
  // In a container whose first process reaps nobody, the dead are seen for ever.
  await gone(pid, ZOMBIES_MS);
}

async function gone(pid: number, patience: number): Promise<boolean> {
  const until = performance.now() + patience;
  while (signalGroup(pid, 0)) {
    if (performance.now() > until) return false;
    await sleep(POLL_MS);
  }
  return true;
}

function read(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): Promise<void> {
  if (stream === null) return Promise.resolve();
  const splitter = new LineSplitter(onLine);
  stream.setEncoding('utf8');
  return new Promise((resolve) => {
    const finish = (): void => {
      splitter.end();
      resolve();
    };
    stream.on('data', (chunk: string) => splitter.push(chunk));
    stream.once('end', finish);
    stream.once('error', finish);
  });
}

/** Whether there was anybody to signal; 0 only asks. */
function signalGroup(pid: number | undefined, signal: Signal | 0): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    // Nobody there. macOS says EPERM where only zombies are left.
    if (['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

function defined(env: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
