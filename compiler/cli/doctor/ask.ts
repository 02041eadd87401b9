import type { Environment } from '../../host/files.js';
import { output, type Output } from '../../host/process-output.js';
import type { Processes } from '../../host/process.js';

/** Runs a program that tells something about the machine. */
export type Ask = (program: string, ...args: string[]) => Promise<Output>;

export function asker(processes: Processes, cwd: string, env: Environment): Ask {
  const english = { ...env, LC_ALL: 'C' };
  return (...command) => output(processes, { command, cwd, env: english, timeout: 10_000 });
}
