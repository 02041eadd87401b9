import type { Location } from '../../model/diagnostic.js';

const WIDEST = 110;
// What moves the cursor, or turns the direction of writing around.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** The line of a place, and a mark under it. */
export function codeFrame({ text: line, start, end }: Location, mark: (text: string) => string): string[] {
  // A long line is shown around the place, and tabs as one blank, so that the mark stands under it.
  const from = Math.max(0, Math.min(start.column - 1 - WIDEST / 2, line.length - WIDEST));
  const shown = line.slice(from, from + WIDEST).replace(UNSEEN, (hidden) => ' '.repeat(hidden.length));
  const column = start.column - 1 - from;
  const length = Math.max(1, Math.min(end.column - start.column, shown.length - column));
  const number = String(start.line);
  return [
    `  ${number} | ${shown}`,
    `  ${' '.repeat(number.length)} | ${' '.repeat(column)}${mark('^'.repeat(length))}`,
  ];
}
