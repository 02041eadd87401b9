import type { Files } from '../host/files.js';

/**
 * What tells that a file was not touched since: its change time (which no program can set back), size and inode.
 * Of a directory it tells that no entry came, went or was renamed. Null where nothing is there.
 */
export type Stamp = readonly [changed: number, size: number, inode: number] | null;

/**
 * File systems count change times in ticks of some milliseconds. A file that changed this close before it was
 * looked at could change again within the same tick and look the same, so such a stamp proves nothing
 * (git calls such entries racy). In milliseconds.
 */
export const TICK = 20;

/** The stamp of a path now. */
export function stampOf(files: Files, path: string): Stamp {
  const stat = files.lstat(path);
  return stat ? [stat.ctimeMs, stat.size, stat.ino] : null;
}

export function sameStamp(a: Stamp, b: Stamp): boolean {
  return a === null || b === null ? a === b : a[0] === b[0] && a[1] === b[1] && a[2] === b[2];
}

/** True when the stamp was taken long enough after the change. */
export function isSettled(stamp: Stamp, takenAt: number): boolean {
  return stamp === null || takenAt - stamp[0] > TICK;
}
