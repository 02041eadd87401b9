/**
 * `npm run generate` writes every generated file that is kept in Git; with `--check` it writes nothing, names those
 * that are stale and exits with 1.
 */
import { formatted } from './generated/format.js';
import { readText, writeText } from './generated/files.js';
import { isMain } from './main.js';
import { fragmentSchema } from './fragment-schema.js';
import { mergeRules } from './merge-rules.js';
import { readme } from './readme.js';
import { REFERENCE } from './reference.js';
import { SCRIPTS } from './scripts.js';
import { specTypes } from './types.js';

export interface Generated {
  /** From the repository's root. */
  readonly path: string;
  readonly content: string;
}

const GENERATORS: Readonly<Record<string, () => string>> = {
  'compiler/model/spec.ts': specTypes,
  'compiler/compose/merge-rules.ts': mergeRules,
  'schemas/fragment.schema.json': fragmentSchema,
  'README.md': readme,
  ...REFERENCE,
  ...SCRIPTS,
};

/** Every generated file as it should be. */
export function generateAll(): Promise<readonly Generated[]> {
  return Promise.all(
    Object.entries(GENERATORS).map(async ([path, generate]) => ({
      path,
      content: await formatted(path, generate()),
    })),
  );
}

/** The paths whose content on disk differs from what it should be. */
export function stale(
  files: readonly Generated[],
  read: (path: string) => string | null = readText,
): string[] {
  return files.filter(({ path, content }) => read(path) !== content).map(({ path }) => path);
}

async function main(args: readonly string[]): Promise<number> {
  const files = await generateAll();
  const differing = stale(files);
  if (args.includes('--check')) {
    for (const path of differing) console.error(`${path} is stale: run \`npm run generate\``);
    return differing.length === 0 ? 0 : 1;
  }
  for (const { path, content } of files) if (differing.includes(path)) writeText(path, content);
  for (const path of differing) console.log(`wrote ${path}`);
  if (differing.length === 0) console.log('all generated files are up to date');
  return 0;
}

if (isMain(import.meta.url)) process.exitCode = await main(process.argv.slice(2));
