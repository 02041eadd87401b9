/**
 * `npm run build`: everything that is made from the sources and not kept in Git.
 *
 *   schemas/*.json                 → .build/validators.js   validating code
 *   compiler/emit/templates/*.hbs  → .build/templates.js    functions
 *   package.json                   → .build/version.js
 *   compiler/                      → dist/                  the program, the public API, its types
 *
 * The compiler imports `.build/` under those names, so that it runs from its sources (in the tests) as well as from
 * the bundle.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { bundle } from './build/bundle.js';
import { declarations } from './build/declarations.js';
import { place } from './build/output.js';
import { BuildProblem } from './build/problem.js';
import { templatesModule, templatesTypes } from './build/templates.js';
import { validatorsModule, validatorsTypes } from './build/validators.js';
import { isMain } from './main.js';
import { root } from './root.js';

/** A generated module: file name in `.build/` → content. */
export type Module = Readonly<Record<string, string>>;

export async function validators(): Promise<Module> {
  return { 'validators.js': await validatorsModule(), 'validators.d.ts': validatorsTypes };
}

export async function templates(): Promise<Module> {
  return { 'templates.js': await templatesModule(), 'templates.d.ts': templatesTypes() };
}

export async function version(): Promise<Module> {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return {
    'version.js': `export const version = '${manifest.version}';\n`,
    'version.d.ts': 'export const version: string;\n',
  };
}

async function write(module: Promise<Module>): Promise<void> {
  for (const [name, content] of Object.entries(await module)) place(join(root, '.build', name), content);
}

/** Runs steps side by side; every failure is told, and one that is none of ours keeps its stack. */
async function all(steps: readonly Promise<void>[]): Promise<boolean> {
  const results = await Promise.allSettled(steps);
  const failures = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as Error] : [],
  );
  for (const error of failures) console.error(error instanceof BuildProblem ? error.message : error);
  return failures.length === 0;
}

async function main(): Promise<number> {
  const started = performance.now();
  const ready = await all([write(validators()), write(templates()), write(version())]);
  if (!ready || !(await all([bundle(), declarations()]))) return 1;
  console.log(`built .build/ and dist/ in ${Math.round(performance.now() - started)} ms`);
  return 0;
}

if (isMain(import.meta.url)) process.exitCode = await main();
