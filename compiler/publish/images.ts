/** The images that are published, in words. Names of a spec stand in a title only where they can do nothing there. */

import { count, listed } from '../report/markdown.js';

/** A title is read for mentions and references by GitLab, and so is a commit's message. */
const HARMLESS = /^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/u;

/** Folders of images in which something differs. */
export function changedDirs(paths: readonly string[], dirs: readonly string[]): string[] {
  const known = new Set(dirs);
  const found = new Set<string>();
  for (const path of paths)
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (known.has(folder)) found.add(folder);
    }
  return [...found].sort();
}

/** `Update nginx and php`, `Update 12 images`. */
export function titleOf(dirs: readonly string[]): string {
  const names = dirs.map((dir) => dir.slice(dir.lastIndexOf('/') + 1));
  if (names.length === 0) return 'Update the workspace';
  if (names.length > 3 || !names.every((name) => HARMLESS.test(name)))
    return `Update ${count(names.length, 'image')}`;
  const last = names.at(-1) ?? '';
  return `Update ${names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`}`;
}

/** Our part of a merge request's description, in Markdown. @param folder of the workspace; '' for the top */
export function sectionOf(dirs: readonly string[], folder: string): string {
  const where = folder === '' ? 'the workspace' : `the workspace in ${listed([folder])}`;
  const what = dirs.length === 0 ? 'no image itself' : `${count(dirs.length, 'image')}: ${listed(dirs)}`;
  return `Published from ${where} by \`cooper publish\`. It touches ${what}.`;
}
