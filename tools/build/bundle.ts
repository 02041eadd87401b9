/** The program: the command (`bin` of the manifest), `dist/main.js` (all commands), `dist/index.js` (the public API). */
import { existsSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { build, type BuildOptions, type OutputFile } from 'esbuild';
import { root } from '../root.js';
import { builtins } from './builtins.js';
import { noDebug } from './no-debug.js';
import { place, prune } from './output.js';
import { absent } from './problem.js';
import { checkStartup } from './startup.js';

const DIST = join(root, 'dist');
const BIN = 'compiler/cli/bin.ts';
const MAIN = 'compiler/cli/main.ts';
const INDEX = 'compiler/index.ts';

const OPTIONS = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  metafile: true,
  outdir: DIST,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'], // jsonc-parser's `main` is UMD, which can't be bundled.
  minifySyntax: true,
  sourcemap: 'external', // For who debugs; no comment points to it, so nothing reads it at start-up.
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

export async function bundle(): Promise<void> {
  const wanting = [BIN, MAIN, INDEX].filter((source) => !existsSync(join(root, source)));
  if (wanting.length > 0) throw absent(wanting.join(', '));
  const outputs = (await Promise.all([bin(), commands()])).flat();
  for (const { path, contents } of outputs) place(path, contents, modeOf(path));
  const kept = new Set(outputs.map(({ path }) => path));
  for (const folder of [DIST, join(DIST, 'chunks')]) prune(folder, kept);
}

/**
 * The command itself, which answers `--version` alone and has everything else in `main.js`. As CommonJS (`.cjs` in
 * the manifest) it also spares `--version` the load of Node's ESM loader.
 */
async function bin(): Promise<OutputFile[]> {
  const { name, ext } = parse(binPath());
  const result = await build({
    ...OPTIONS,
    entryPoints: { [name]: BIN },
    format: ext === '.cjs' ? 'cjs' : 'esm',
    outExtension: { '.js': ext },
    plugins: [
      {
        name: 'main-apart',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^\.\/main\.js$/ }, ({ path }) => ({ path, external: true })),
      },
    ],
  });
  return result.outputFiles;
}

/** All commands and the public API, in chunks so that each loads what it needs. */
async function commands(): Promise<OutputFile[]> {
  const result = await build({
    ...OPTIONS,
    entryPoints: { main: MAIN, index: INDEX },
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    plugins: [builtins, noDebug],
  });
  checkStartup(result.metafile, 'dist/main.js');
  return result.outputFiles;
}

/** Where the manifest says that the command is. */
export function binPath(): string {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    bin: { cooper: string };
  };
  return join(root, manifest.bin.cooper);
}

function modeOf(path: string): number {
  return path === binPath() ? 0o755 : 0o644;
}
