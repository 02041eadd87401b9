/** What was measured against what, and how it is shown. */

export interface Result {
  readonly what: string;
  readonly value: number;
  readonly against: string;
  readonly reference: number;
  readonly unit: 'ms' | 'MB';
  /** The highest ratio (or the most memory) that we want; null where there is no aim. */
  readonly aim: number | null;
}

/** Something that could not be measured, and why. */
export interface LeftOut {
  readonly what: string;
  readonly why: string;
}

export interface Report {
  readonly results: readonly Result[];
  readonly leftOut: readonly LeftOut[];
}

/** What is compared with the aim: a ratio of times, or memory itself. */
export function figure({ value, reference, unit }: Result): number {
  return unit === 'MB' ? value : value / reference;
}

export function isShort(result: Result): boolean {
  return result.aim !== null && figure(result) > result.aim;
}

export function asText({ results, leftOut }: Report): string {
  const rows = results.map((result) => [
    result.what,
    amount(result.value, result.unit),
    result.against,
    result.unit === 'MB' ? '' : amount(result.reference, result.unit),
    result.unit === 'MB' ? '' : figure(result).toFixed(3),
    result.aim === null ? '' : `≤ ${result.aim}${result.unit === 'MB' ? ' MB' : ''}`,
    result.aim === null ? '' : isShort(result) ? 'SHORT' : 'ok',
  ]);
  const head = ['measured', 'median', 'against', 'median', 'ratio', 'aim', ''];
  const lines = align([head, ...rows]);
  return [...lines, ...leftOut.map(({ what, why }) => `left out: ${what} (${why})`), ''].join('\n');
}

export function asJson({ results, leftOut }: Report): string {
  const measured = results.map((result) => ({ ...result, figure: figure(result), short: isShort(result) }));
  return `${JSON.stringify({ results: measured, leftOut }, null, 2)}\n`;
}

function amount(value: number, unit: string): string {
  return `${value < 100 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

function align(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
