/** What Go's standard library does to paths, where docker's behaviour rests on it. */
import { posix } from 'node:path';

/** The shortest form of a path: no `//`, `.` or inner `..`, no `/` at the end. `.` for an empty one. */
export function clean(path: string): string {
  const normal = posix.normalize(path);
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}

/** Without white space at its ends, as Unicode counts it (JavaScript's `trim` differs in two characters). */
export function trim(text: string): string {
  return text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, '');
}
