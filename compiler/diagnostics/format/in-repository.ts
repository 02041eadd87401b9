import type { Diagnostic, Location } from '../../model/diagnostic.js';
import { fileStart } from '../file-start.js';

/** What has no place of its own concerns the workspace, and reports want a file for everything. */
export const SETTINGS_FILE = 'cooperage.json';

/**
 * Diagnostics for who looks at a repository and not at a workspace: each has a place, and paths begin at the top.
 * @param folder the workspace's in its repository; '' where it is the same
 */
export function inRepository(
  diagnostics: readonly Diagnostic[],
  folder: string,
): (Diagnostic & { readonly location: Location })[] {
  const moved = (location: Location): Location => ({ ...location, file: pathIn(folder, location.file) });
  return diagnostics.map(({ related, location, ...found }) => ({
    ...found,
    location: moved(location ?? fileStart(SETTINGS_FILE)),
    ...(related && {
      related: related.map((note) => ({ ...note, location: note.location && moved(note.location) })),
    }),
  }));
}

export function pathIn(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}
