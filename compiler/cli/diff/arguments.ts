import { diagnostic } from '../../diagnostics/create.js';
import { didYouMean } from '../../diagnostics/suggest.js';
import type { Side } from '../../diff/side.js';
import type { Sides } from '../../diff/revisions.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { openWorkspace } from '../../open-workspace.js';
import { Parents } from '../../parents.js';

export type DiffArguments =
  { readonly range: string; readonly names: readonly string[] } | { readonly problem: Diagnostic };

/**
 * Which words of `[rev] [image…]` are which. A first word that is no commit is an image.
 * @param isCommit whether git knows a commit of that name
 * @param isImage whether the working tree has an image of that name
 */
export function splitArguments(
  words: readonly string[],
  isCommit: (word: string) => boolean,
  isImage: (word: string) => boolean,
): DiffArguments {
  const [first, ...rest] = words;
  if (first === undefined) return { range: 'HEAD', names: [] };
  if (first.includes('..')) return { range: first, names: rest };
  if (!isCommit(first)) return { range: 'HEAD', names: words };
  if (isImage(first) && !first.includes('/'))
    return { problem: diagnostic('commit-or-image', { word: first }, null) };
  return { range: first, names: rest };
}

/** The folders that names stand for, on either side. */
export function wantedOf(
  names: readonly string[],
  { before, after }: Sides,
): { readonly wanted?: (dir: string) => boolean } | { readonly problem: Diagnostic } {
  if (names.length === 0) return {};
  const sides = [after, before].flatMap((side) => parentsIn(side) ?? []);
  const dirs = new Set<string>();
  for (const name of names) {
    const found = sides.flatMap((parents) => foldersOf(parents, name));
    if (found.length === 0) {
      const suggestion = didYouMean(name, sides[0]?.candidates() ?? []);
      return { problem: diagnostic('neither-commit-nor-image', { word: name, suggestion }, null) };
    }
    for (const dir of found) dirs.add(dir);
  }
  return { wanted: (dir) => dirs.has(dir) };
}

/** Null where the settings cannot be read, which the comparison itself will tell. */
export function parentsIn({ files, root }: Pick<Side, 'files' | 'root'>): Parents | null {
  const opened = openWorkspace(files, root);
  return 'workspace' in opened ? new Parents(opened.workspace) : null;
}

export function foldersOf(parents: Parents, name: string): string[] {
  const found = parents.find(name.replace(/\/(image\.jsonc?)?$/u, ''));
  if ('image' in found) return [found.image.dir];
  if ('images' in found) return found.images.map(({ dir }) => dir);
  return 'broken' in found ? [found.broken] : [];
}
