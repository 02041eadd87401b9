import { basename, dirname } from 'node:path/posix';
import type { Files } from './files.js';

/**
 * The same files, asking the disk for each folder's names once: what is not among them needs no question of its
 * own, and most questions of a compile are about files that are not there. For as long as nothing is written.
 */
export function remembering(files: Files): Files {
  const folders = new Map<string, ReadonlySet<string>>();
  const names = (folder: string): ReadonlySet<string> => {
    const known = folders.get(folder) ?? new Set(files.list(folder));
    folders.set(folder, known);
    return known;
  };
  const isThere = (path: string): boolean => names(dirname(path)).has(basename(path));
  return {
    lstat: (path) => (isThere(path) ? files.lstat(path) : null),
    list: (path) => [...names(path)],
    read: (path, limit) => (isThere(path) ? files.read(path, limit) : null),
    readlink: (path) => files.readlink(path),
    apply: (root, changes, removals) => {
      folders.clear();
      files.apply(root, changes, removals);
    },
  };
}
