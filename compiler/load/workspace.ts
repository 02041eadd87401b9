import { dirname } from 'node:path';
import type { Files } from '../host/files.js';
import { reasonOf } from '../host/reason.js';

export const SETTINGS_FILE = 'cooperage.json';
export const SPEC_FILES = ['image.json', 'image.jsonc'] as const;

/** The nearest folder with cooperage.json, from `start` (absolute) upwards; null where there is none. */
export function findWorkspace(files: Files, start: string): string | null {
  for (let folder = start; ; folder = dirname(folder)) {
    if (isThere(files, `${folder === '/' ? '' : folder}/${SETTINGS_FILE}`)) return folder;
    if (dirname(folder) === folder) return null;
  }
}

/** Whoever may not look into a folder above has no workspace there. */
function isThere(files: Files, path: string): boolean {
  try {
    return files.lstat(path) !== null;
  } catch (error) {
    reasonOf(error);
    return false;
  }
}

/** Where a spec is: its folder from the root, and the names of the specs in it (one, unless somebody made two). */
export interface SpecPlace {
  readonly dir: string;
  readonly specFiles: readonly string[];
}

/** The spec in a folder (from the root), or null. */
export function specAt(files: Files, root: string, dir: string): SpecPlace | null {
  const specFiles = SPEC_FILES.filter((file) => files.lstat(`${root}/${dir}/${file}`) !== null);
  return specFiles.length === 0 ? null : { dir, specFiles };
}

/** The folders below `images` (from the root) that have a spec, sorted. */
export function findSpecs(files: Files, root: string, images: string): SpecPlace[] {
  const names = [...files.list(`${root}/${images}`)].sort();
  return names.map((name) => specAt(files, root, `${images}/${name}`)).filter((place) => place !== null);
}
