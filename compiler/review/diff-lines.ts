/** Which lines of a file a merge request shows, read out of GitLab's diff of it. */

export interface DiffLine {
  /** One-based; null for an added line. */
  readonly oldLine: number | null;
  readonly newLine: number;
  readonly text: string;
}

const HUNK = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/u;

/**
 * The lines of the new side that the diff holds, changed or not, by their number.
 * @param diff unified, without headers. What is no diff gives no lines
 */
export function shownLines(diff: string): ReadonlyMap<number, DiffLine> {
  const shown = new Map<number, DiffLine>();
  let [oldLine, newLine, oldLeft, newLeft] = [0, 0, 0, 0];
  for (const line of diff.split('\n')) {
    if (oldLeft === 0 && newLeft === 0) {
      const [, oldStart, oldCount = '1', newStart, newCount = '1'] = HUNK.exec(line) ?? [];
      if (oldStart === undefined) continue;
      [oldLine, newLine] = [Number(oldStart), Number(newStart)];
      [oldLeft, newLeft] = [Number(oldCount), Number(newCount)];
      continue;
    }
    const [sign, text] = [line[0], line.slice(1)];
    if (sign === '\\') continue;
    if (sign === '-') oldLeft--;
    else {
      shown.set(newLine, { oldLine: sign === '+' ? null : oldLine, newLine, text });
      newLine++;
      newLeft--;
      if (sign !== '+') oldLeft--;
    }
    if (sign !== '+') oldLine++;
  }
  return shown;
}

/**
 * The line that a finding is about; null where the diff does not show it.
 * @param text of the line; '' where the finding is about the file as a whole
 * @param isMoved lines may have other numbers, because what was looked at is a merge with the target: then it is the
 *   nearest line of the same text
 */
export function lineLike(
  shown: ReadonlyMap<number, DiffLine>,
  number: number,
  text: string,
  isMoved: boolean,
): DiffLine | null {
  const wanted = bare(text);
  const there = shown.get(number);
  if (there && (wanted === '' || bare(there.text) === wanted)) return there;
  if (!isMoved || wanted.trim() === '') return null;
  const alike = [...shown.values()].filter((line) => bare(line.text) === wanted);
  return alike.sort((a, b) => Math.abs(a.newLine - number) - Math.abs(b.newLine - number))[0] ?? null;
}

function bare(text: string): string {
  return text.replace(/\r$/u, '');
}
