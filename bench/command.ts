/** Runs one command to its end and times it. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
}

/** Milliseconds from start to end. A command that fails ends the bench: its time would mean nothing. */
export function time({ program, args, cwd }: Command): number {
  const started = performance.now();
  const { status, error, stderr } = spawnSync(program, args, {
    ...(cwd !== undefined && { cwd }),
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 64 << 20,
  });
  const took = performance.now() - started;
  if (error !== undefined) throw error;
  if (status !== 0)
    throw new Error(
      `${program} ${args.join(' ')} ended with ${status}:\n${stderr.toString().slice(0, 2000)}`,
    );
  return took;
}

const WATCH = fileURLToPath(new URL('memory.mjs', import.meta.url));

/** The most memory that a Node program had, in MB. `scratch` is a file to use for it. */
export function peakMemory({ program, args, cwd }: Command, scratch: string): number {
  const env = { ...process.env, COOPERAGE_BENCH_MEMORY: scratch };
  const { status } = spawnSync(program, ['--import', WATCH, ...args], {
    ...(cwd !== undefined && { cwd }),
    env,
    stdio: 'ignore',
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`);
  const kilobytes = Number(readFileSync(scratch, 'utf8'));
  rmSync(scratch);
  return kilobytes / 1024;
}

export function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
