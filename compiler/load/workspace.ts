import { dirname } from 'node:path';
import type { Files } from '../host/files.js';

export const SETTINGS_FILE = 'cooperage.json';
export const SPEC_FILES = ['image.json', 'image.jsonc'] as const;

/** The nearest folder with cooperage.json, from `start` (absolute) upwards; null where there is none. */
export function findWorkspace(files: Files, start: string): string | null {
  for (let folder = start; ; folder = dirname(folder)) {
    if (files.lstat(`${folder === '/' ? '' : folder}/${SETTINGS_FILE}`)) return folder;
    if (dirname(folder) === folder) return null;
  }
}

/** Where a spec is: its folder from the root, and the names of the specs in it (one, unless somebody made two). */
export interface SpecPlace {
  readonly dir: string;
  readonly specFiles: readonly string[];
}

/** The folders below `images` (from the root) that have a spec, sorted; null where there is no such folder. */
export function findSpecs(files: Files, root: string, images: string): SpecPlace[] | null {
  if (files.lstat(`${root}/${images}`)?.type !== 'directory') return null;
  return [...files.list(`${root}/${images}`)]
    .sort()
    .map((name) => ({
      dir: `${images}/${name}`,
      specFiles: SPEC_FILES.filter((file) => files.lstat(`${root}/${images}/${name}/${file}`) !== null),
    }))
    .filter(({ specFiles }) => specFiles.length > 0);
}
