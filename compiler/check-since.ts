/**
 * Which generated files `compile --check --since REV` demands to be current. While a new compiler is rolled out, the
 * files of other images are those of the older one, and nobody who changes something else has to answer for that.
 */

import { diffWorkspaces, type ImageDiff } from './diff.js';
import { sidesOf } from './diff/revisions.js';
import { GENERATED } from './emit/emit.js';
import type { Files } from './host/files.js';
import type { Git } from './host/git.js';
import { nodeFiles } from './host/node-files.js';
import type { Diagnostic } from './model/diagnostic.js';
import { folderOf, lastPart } from './model/path.js';

/**
 * An image's files are demanded when one of them differs from the commit, or one of its inputs: a file of its spec's
 * folder, a fragment, its context, its pod; the settings, the lock and its parents where they have an effect on it.
 * Files that all images share are demanded with any image, and when one of them differs.
 * @param since a commit, or `A..B` and `A...B` as `cooper diff` takes them
 */
export function demandedSince(
  since: string,
  root: string,
  git: Git,
  files: Files = nodeFiles,
): { readonly isDemanded: (path: string) => boolean } | { readonly problem: Diagnostic } {
  const sides = sidesOf(since, root, git, files);
  if ('problem' in sides) return sides;
  const { before, after, changed } = sides;
  return { isDemanded: demandedBy(changed, diffWorkspaces(before, after, changed).images) };
}

/**
 * The same of a change that has been compared already.
 * @param changed paths from the root that differ
 * @param images that it touches
 */
export function demandedBy(
  changed: ReadonlySet<string>,
  images: readonly Pick<ImageDiff, 'dir'>[],
): (path: string) => boolean {
  const dirs = new Set(images.map(({ dir }) => dir));
  const names: readonly string[] = GENERATED;
  // Who edits a generated file by hand changes no input.
  for (const path of changed) if (names.includes(lastPart(path))) dirs.add(folderOf(path));
  const isShared = (path: string): boolean => !names.includes(lastPart(path));
  const shared = dirs.size > 0 || [...changed].some(isSharedPath);
  return (path) => (isShared(path) ? shared : dirs.has(folderOf(path)));
}

function isSharedPath(path: string): boolean {
  return path === '.gitattributes' || /^(?:vars|resources\/cooperage|schemas)\//u.test(path);
}
