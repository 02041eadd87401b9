/** Durations as text of a fixed width. */

/**
 * A bar of up to `width` columns. What took any time at all has a sign.
 * @param blocks from an eighth (or whatever part) of a column to a whole one
 */
export function bar(value: number, most: number, width: number, blocks: readonly string[]): string {
  if (!(value > 0) || !(most > 0)) return '';
  const parts = Math.max(1, Math.round((Math.min(value, most) / most) * width * blocks.length));
  const whole = (blocks.at(-1) ?? '').repeat(Math.floor(parts / blocks.length));
  const rest = parts % blocks.length;
  return rest === 0 ? whole : whole + (blocks[rest - 1] ?? '');
}

/**
 * Shares out columns by value: each that has any gets one at least, the sum is `width` at most.
 * @returns columns, in the order of the values; none where there are more values than columns
 */
export function shares(values: readonly number[], width: number): number[] {
  const sum = values.reduce((total, value) => total + Math.max(0, value), 0);
  if (sum <= 0 || values.length > width) return values.map(() => 0);
  const free = width - values.length;
  return values.map((value) => 1 + Math.floor((Math.max(0, value) / sum) * free));
}

/** Of the middle one, or between the two in the middle; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
