import type { Location } from '../model/diagnostic.js';

/** The first character of a file: the place of what concerns it as a whole. */
export function fileStart(file: string): Location {
  return { file, start: { line: 1, column: 1 }, end: { line: 1, column: 1 }, text: '' };
}
