/** Runs a short program to its end and keeps what it wrote: for git, and for questions about versions. */
import type { Environment } from './files.js';
import type { Processes } from './process.js';

export interface Output {
  /** null where it did not start, or was ended by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface OutputOptions {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Environment;
  readonly stdin?: string;
  /** Milliseconds after which it is ended. */
  readonly timeout: number;
}

/** Never throws for what the program does: a program that isn't there has the code null. */
export async function output(processes: Processes, options: OutputOptions): Promise<Output> {
  const lines: Record<'stdout' | 'stderr', string[]> = { stdout: [], stderr: [] };
  const { timeout, ...start } = options;
  let timer: NodeJS.Timeout | undefined;
  try {
    const running = await processes.start({ ...start, onLine: (stream, line) => lines[stream].push(line) });
    timer = setTimeout(() => running.kill('SIGKILL'), timeout);
    const { code } = await running.done;
    return { code, stdout: lines.stdout.join('\n'), stderr: lines.stderr.join('\n') };
  } catch (error) {
    return { code: null, stdout: '', stderr: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
