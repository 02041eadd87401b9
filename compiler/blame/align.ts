import { diffArrays } from 'diff';

/** A line of a file, and the generated line that stands in its place. */
export interface Aligned {
  /** Index in the generated text of the line that it is, or that belongs in its place; null where none does. */
  readonly index: number | null;
  readonly isSame: boolean;
}

/** The lines of a text; a line break at its end opens no further one. */
export function linesIn(text: string): string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** More lines than this that differ make two files that have little in common: then line stands beside line. */
const MOST_EDITS = 4000;

/** One entry for each line that is there. What differs is paired in order, the first with the first. */
export function align(found: readonly string[], generated: readonly string[]): Aligned[] {
  const parts = diffArrays([...found], [...generated], { maxEditLength: MOST_EDITS });
  if (!parts) return found.map((line, index) => besideEach(line, index, generated));
  const aligned: Aligned[] = [];
  let next = 0;
  // Lines that stand in no generated text, until it is known which generated ones are missing beside them.
  let odd = 0;
  const settle = (missing: number): void => {
    for (let index = 0; index < odd; index++)
      aligned.push({ index: index < missing ? next + index : null, isSame: false });
    odd = 0;
    next += missing;
  };
  for (const { removed, added, count } of parts) {
    if (removed) odd += count;
    else if (added) settle(count);
    else {
      settle(0);
      for (let index = 0; index < count; index++) aligned.push({ index: next++, isSame: true });
    }
  }
  settle(0);
  return aligned;
}

function besideEach(line: string, index: number, generated: readonly string[]): Aligned {
  return { index: index < generated.length ? index : null, isSame: line === generated[index] };
}
