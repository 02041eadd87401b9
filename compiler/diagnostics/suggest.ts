/** `, did you mean "x"?` for the nearest of the candidates, or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const lower = word.toLowerCase();
  const near = candidates
    // Whoever is longer or shorter by more than that can't be near: thousands of keys may ask.
    .filter((candidate) => Math.abs(candidate.length - word.length) <= patience(candidate))
    .map((candidate) => ({
      candidate,
      distance: distance(lower, candidate.toLowerCase(), patience(candidate)),
    }))
    .filter((entry) => entry.distance <= patience(entry.candidate))
    .sort((a, b) => a.distance - b.distance);
  return near[0] ? `, did you mean "${near[0].candidate}"?` : '';
}

/** How many edits may lie between a word and the one that was meant. */
function patience(candidate: string): number {
  return Math.max(1, Math.floor(candidate.length / 3));
}

/**
 * Edits from one word to the other: insert, remove, replace, or swap two neighbours (optimal string alignment).
 * More than `most` of them are Infinity, and cost little: thousands of keys may ask.
 */
function distance(a: string, b: string, most: number): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      const swap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const edits = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + same,
        swap ? (before[column - 2] ?? 0) + 1 : Infinity,
      );
      current.push(edits);
      least = Math.min(least, edits);
    }
    // A swap reaches two rows back.
    if (least > most + 1) return Infinity;
    [before, above] = [above, current];
  }
  return above[b.length] ?? 0;
}
