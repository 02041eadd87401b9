/** The public API's types, `dist/types/`, by the TypeScript compiler. */
import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../root.js';
import { absent, BuildProblem } from './problem.js';

export async function declarations(): Promise<void> {
  if (!existsSync(join(root, 'compiler/index.ts'))) throw absent('compiler/index.ts');
  // The compiler leaves the types of sources that are gone.
  rmSync(join(root, 'dist/types'), { recursive: true, force: true });
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const tsc = join(dirname(manifest), 'bin', 'tsc');
  try {
    await promisify(execFile)(process.execPath, [tsc, '-p', join(root, 'tools/build/tsconfig.json')]);
  } catch (error) {
    const { stdout } = error as { readonly stdout?: string };
    throw stdout ? new BuildProblem(stdout.trimEnd(), { cause: error }) : error;
  }
}
