import {
  closeSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  type Stats,
} from 'node:fs';
import type { Files, Stat } from './files.js';
import { apply } from './node-apply.js';

/** The files of this machine. */
export const nodeFiles: Files = {
  lstat(path) {
    // An exception for each absent file would cost more than everything else of a compile without changes.
    const stats = absentIsNull(() => lstatSync(path, { throwIfNoEntry: false }));
    return stats ? toStat(stats) : null;
  },

  list(path) {
    return absentIsNull(() => readdirSync(path)) ?? [];
  },

  read(path, limit) {
    return absentIsNull(() => (limit === undefined ? readFileSync(path) : readStart(path, limit)));
  },

  readlink(path) {
    return readlinkSync(path);
  },

  apply,
};

function readStart(path: string, limit: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    // Mostly much less than the limit; a file that grows meanwhile is read on.
    let bytes = Buffer.allocUnsafe(Math.min(limit, fstatSync(file).size + 1));
    let length = 0;
    for (;;) {
      const read = readSync(file, bytes, length, bytes.length - length, null);
      length += read;
      if (read === 0 || length === limit) return bytes.subarray(0, length);
      if (length === bytes.length) bytes = Buffer.concat([bytes, Buffer.allocUnsafe(limit - length)]);
    }
  } finally {
    closeSync(file);
  }
}

// Where links lead in a ring, or a name is too long to be one, nothing can be.
const ABSENT = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'];

function absentIsNull<T>(action: () => T): T | null {
  try {
    return action();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (ABSENT.includes(code ?? '')) return null;
    throw error;
  }
}

function toStat(stats: Stats): Stat {
  const type = stats.isFile()
    ? 'file'
    : stats.isDirectory()
      ? 'directory'
      : stats.isSymbolicLink()
        ? 'symlink'
        : 'other';
  const { size, mtimeMs, ctimeMs, ino, mode } = stats;
  return { type, size, mtimeMs, ctimeMs, ino, mode: mode & 0o7777 };
}
