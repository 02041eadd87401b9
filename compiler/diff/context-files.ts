import type { FileFact } from '../model/image-files.js';
import type { BuildPlan, ContextEntry } from '../model/plan.js';
import { GENERATED } from '../emit/emit.js';
import { SPEC_FILES } from '../load/workspace.js';
import type { Side } from './side.js';

/** The files of the context folder that Prepare ships, by path from there. */
export function contextFiles(side: Side, { context, source }: BuildPlan): Map<string, FileFact> {
  const found = new Map<string, FileFact>();
  const { folder, entries, rootfs } = context;
  if (folder === null) return found;
  const isIgnored = ignoring(entries);
  const isOurs = oursIn(folder === source, rootfs);
  const visit = (path: string): void => {
    const place = [folder, path].filter((part) => part !== '' && part !== '.').join('/');
    const fact = side.identify(place);
    if (fact) {
      if (!isIgnored(path)) found.set(path, fact);
      return;
    }
    for (const name of side.files.list(`${side.root}/${place}`)) {
      const below = path === '' ? name : `${path}/${name}`;
      if (!isOurs(below)) visit(below);
    }
  };
  for (const entry of entries) if (entry.type === 'copy') visit(entry.path === '.' ? '' : entry.path);
  return found;
}

/** What is never shipped from the top of a context folder. */
function oursIn(isSpecFolder: boolean, rootfs: string | null): (path: string) => boolean {
  const names = new Set(['Dockerfile', 'rootfs.tar.gz']);
  if (isSpecFolder) for (const name of [...GENERATED, ...SPEC_FILES, rootfs ?? '']) names.add(name);
  return (path) => names.has(path);
}

/** The last expression that matches decides. */
function ignoring(entries: readonly ContextEntry[]): (path: string) => boolean {
  const rules = entries.flatMap((entry) =>
    entry.type === 'ignore' || entry.type === 'keep'
      ? [{ ignores: entry.type === 'ignore', expression: expressionOf(entry.expression) }]
      : [],
  );
  return (path) => rules.findLast(({ expression }) => expression?.test(path))?.ignores ?? false;
}

/** Null for what only POSIX understands: then a file too many is looked at, and none too few. */
function expressionOf(expression: string): RegExp | null {
  try {
    return new RegExp(expression);
  } catch {
    return null;
  }
}
