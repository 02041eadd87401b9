/** POSIX extended regular expressions, in the subset that every awk and grep reads alike. */

import type { Quoted } from './quoted.js';

/** Characters of a bracket expression, as code points; both ends belong to a range. */
export interface CharacterClass {
  readonly negated: boolean;
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

/** More alternatives than a reviewer would want to read in one line. */
const MOST_ALTERNATIVES = 300;
const ASCII = 0x7f;

/** Text that stands for itself. */
export function regexLiteral(text: string): string {
  return text.replace(/[.[\\()*+?{|^$]/gu, '\\$&');
}

/**
 * A class of characters. Readers work on bytes, so characters beyond ASCII become alternatives, and a negated class
 * can only hold ASCII: what it leaves is widened to whole characters by the reader.
 */
export function regexClass({ negated, ranges }: CharacterClass): Quoted {
  const points = new Set<number>();
  for (const [from, to] of ranges) {
    if (to > ASCII && (negated || to - Math.max(from, ASCII) > MOST_ALTERNATIVES))
      return {
        problem: negated
          ? 'A class with ^ can hold only ASCII characters. Name what is to be ignored instead.'
          : 'A class of characters is too wide beyond ASCII. Write * or ? instead.',
      };
    for (let point = from; point <= to; point++) if (isPlain(point)) points.add(point);
  }
  const ascii = [...points].filter((point) => point <= ASCII).sort((a, b) => a - b);
  if (negated) return { text: `[^${members(ascii)}]` };
  const beyond = [...points].filter((point) => point > ASCII).sort((a, b) => a - b);
  // Behind [ a ^ would look like a negated class.
  const apart = ascii.filter((point) => point === CARET || point === OPEN);
  const inside = ascii.filter((point) => point !== CARET && point !== OPEN);
  const alternatives = [
    ...(inside.length > 0 ? [`[${members(inside)}]`] : []),
    ...[...apart, ...beyond].map((point) => regexLiteral(String.fromCodePoint(point))),
  ];
  return { text: alternatives.length === 1 ? (alternatives[0] ?? '') : `(${alternatives.join('|')})` };
}

const CARET = 0x5e;
const OPEN = 0x5b;

/** Control characters can't stand in a line of a list, and no file that is shipped has one in its name. */
function isPlain(point: number): boolean {
  return point > 0x1f && (point < ASCII || point > 0x9f) && (point < 0xd800 || point > 0xdfff);
}

/**
 * What stands between [ and ]. awk reads a backslash there as an escape, grep as itself, so it is doubled; the other
 * characters that mean something stand where they mean nothing.
 */
function members(points: readonly number[]): string {
  const special = new Map([
    [']', ''],
    ['^', ''],
    ['[', ''],
    ['\\', ''],
    ['-', ''],
  ]);
  const runs: [number, number][] = [];
  for (const point of points) {
    const character = String.fromCodePoint(point);
    const last = runs.at(-1);
    if (special.has(character)) special.set(character, character === '\\' ? '\\\\' : character);
    else if (last?.[1] === point - 1) last[1] = point;
    else runs.push([point, point]);
  }
  const plain = runs.map(([from, to]) => {
    const text = Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));
    return text.length > 3 ? `${text[0] ?? ''}-${text.at(-1) ?? ''}` : text.join('');
  });
  const [close = '', ...others] = special.values();
  return close + plain.join('') + others.join('');
}
