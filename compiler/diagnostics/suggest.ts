/** `, did you mean "x"?` for the nearest of the candidates, or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const near = candidates
    // Whoever is longer or shorter by more than that can't be near: thousands of keys may ask.
    .filter((candidate) => Math.abs(candidate.length - word.length) <= patience(candidate))
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter((entry) => entry.distance <= patience(entry.candidate))
    .sort((a, b) => a.distance - b.distance);
  return near[0] ? `, did you mean "${near[0].candidate}"?` : '';
}

/** How many edits may lie between a word and the one that was meant. */
function patience(candidate: string): number {
  return Math.max(1, Math.floor(candidate.length / 3));
}

/** Edits from one word to the other: insert, remove, replace, or swap two neighbours (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, row) => [row, ...Array<number>(b.length).fill(0)]);
  const cell = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let column = 0; column <= b.length; column++) rows[0]![column] = column;
  for (let row = 1; row <= a.length; row++)
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      const swap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      rows[row]![column] = Math.min(
        cell(row - 1, column) + 1,
        cell(row, column - 1) + 1,
        cell(row - 1, column - 1) + same,
        swap ? cell(row - 2, column - 2) + 1 : Infinity,
      );
    }
  return cell(a.length, b.length);
}
