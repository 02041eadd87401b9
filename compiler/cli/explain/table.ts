import { printable } from '../../diagnostics/create.js';
import type { Line } from '../../explain/explanation.js';

/** Columns; the last one may be as wide as it likes. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>((known, row) => {
    row.slice(0, -1).forEach((cell, index) => (known[index] = Math.max(known[index] ?? 0, cell.length)));
    return known;
  }, []);
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

export function placeOf({ file, line }: Line): string {
  return `${printable(file)}:${line}`;
}
