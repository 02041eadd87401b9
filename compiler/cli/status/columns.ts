/** Columns that honour the terminal's width: some are left out, one is cut. Cells hold no control characters. */
import { cutTo, padTo, widthOf } from '../text-width.js';

export interface Column {
  readonly title: string;
  readonly cells: readonly string[];
  readonly align?: 'left' | 'right';
  /** Left out when there is no room: the highest first. Without it, it stays. */
  readonly leave?: number;
  /** The one that is cut, to no less than this. */
  readonly cutTo?: number;
  /** Applied to the padded cell. */
  readonly style?: (cell: string, row: number) => string;
}

const GAP = '  ';

/** @returns the lines, the titles first, without blanks at their ends where nothing styles them */
export function columnLines(columns: readonly Column[], width: number): string[] {
  const shown = [...columns].filter(({ cells }) => cells.some((cell) => cell !== ''));
  const leavable = shown.filter(({ leave }) => leave !== undefined);
  leavable.sort((a, b) => (b.leave ?? 0) - (a.leave ?? 0));
  for (const column of leavable) {
    if (least(shown) <= width) break;
    shown.splice(shown.indexOf(column), 1);
  }
  const over = Math.max(0, total(shown, natural) - width);
  const widths = shown.map((column) =>
    column.cutTo === undefined ? natural(column) : Math.max(smallest(column), natural(column) - over),
  );
  const rows = columns[0]?.cells.length ?? 0;
  const line = (
    cellOf: (column: Column) => string,
    style: (column: Column, text: string) => string,
  ): string =>
    shown
      .map((column, index) => {
        const columnWidth = widths[index] ?? 0;
        const text = cutTo(cellOf(column), columnWidth);
        const isLast = index === shown.length - 1 && column.align !== 'right';
        return style(column, isLast ? text : padTo(text, columnWidth, column.align));
      })
      .join(GAP)
      .trimEnd();
  return [
    line(
      ({ title }) => title,
      (_, text) => text,
    ),
    ...Array.from({ length: rows }, (_, row) =>
      line(
        ({ cells }) => cells[row] ?? '',
        (column, text) => column.style?.(text, row) ?? text,
      ),
    ),
  ];
}

function natural({ title, cells }: Column): number {
  return cells.reduce((most, cell) => Math.max(most, widthOf(cell)), widthOf(title));
}

function smallest(column: Column): number {
  return Math.min(natural(column), column.cutTo ?? Number.POSITIVE_INFINITY);
}

function least(columns: readonly Column[]): number {
  return total(columns, smallest);
}

function total(columns: readonly Column[], widthOfColumn: (column: Column) => number): number {
  return (
    columns.reduce((sum, column) => sum + widthOfColumn(column), 0) +
    GAP.length * Math.max(0, columns.length - 1)
  );
}
