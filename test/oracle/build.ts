/** Builds helper programs of the tests into .build/, once for each state of their sources. */

import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { find } from '../support/parts.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A path in .build/ that belongs to these source files: `make` fills it when it isn't there. A name is taken only
 * when it is complete, so two test runs may build at the same time.
 */
export function built(name: string, sources: readonly string[], make: (target: string) => void): string {
  const hash = createHash('sha256');
  for (const source of sources) hash.update(source).update('\0').update(readFileSync(source)).update('\0');
  const target = join(ROOT, '.build', `${name}-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}`;
  make(draft);
  try {
    renameSync(draft, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** The files of a folder, with their paths. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Runs a program to its end; what it printed, or an error with what it complained about. */
export function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly input?: string | Buffer; readonly env?: NodeJS.ProcessEnv } = {},
): Buffer {
  const { status, stdout, stderr, error } = spawnSync(program, args, { ...options, maxBuffer: 2 ** 30 });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}${stdout.subarray(0, 4000)}`);
  return stdout;
}

/** The environment in which Java's launchers find their Java. */
export function javaEnvironment(): NodeJS.ProcessEnv {
  const java = find('java');
  return java === undefined
    ? process.env
    : { ...process.env, JAVA_HOME: dirname(dirname(realpathSync(java))) };
}
