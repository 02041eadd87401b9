/** The program, as users run it: dist/cooper.js in a process of its own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist/cooper.js');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export class Cooper {
  /** All that it has printed so far. */
  printed = '';

  constructor(
    /** Beside PATH and HOME. */
    private readonly env: Readonly<Record<string, string>>,
    private readonly root: string,
  ) {}

  /** Runs it in the workspace to its end. */
  run(...args: string[]): Promise<Ended> {
    return this.start(args).ended;
  }

  /** Likewise in another folder. */
  runIn(folder: string, ...args: string[]): Promise<Ended> {
    return this.start(args, folder).ended;
  }

  /** Runs it; `until` resolves once its output matches. */
  start(args: readonly string[], folder = this.root) {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        ...this.env,
      },
    });
    const text = { out: '', err: '' };
    const watching = new Set<() => void>();
    const take = (stream: 'out' | 'err') => (data: string) => {
      text[stream] += data;
      this.printed += data;
      for (const look of watching) look();
    };
    child.stdout.setEncoding('utf8').on('data', take('out'));
    child.stderr.setEncoding('utf8').on('data', take('err'));
    const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...text })));
    const until = (pattern: RegExp): Promise<void> =>
      new Promise((found, never) => {
        const look = (): void => {
          if (!pattern.test(text.out + text.err)) return;
          watching.delete(look);
          found();
        };
        watching.add(look);
        void ended.then(() => never(new Error(`it ended without ${pattern}: ${text.out}${text.err}`)));
        look();
      });
    return { ended, until, interrupt: () => child.kill('SIGINT'), kill: () => child.kill('SIGKILL') };
  }
}
