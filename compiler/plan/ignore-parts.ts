/** The grammar of a pattern: that of Go's `filepath.Match`, with `**` beside. */
import { type CharacterClass, isProblem, regexClass } from '../quote/index.js';

export type Part =
  | { readonly type: 'plain' | 'escaped'; readonly text: string }
  /** `?` and `*`, which stay between two slashes. */
  | { readonly type: 'one' | 'some' }
  /** `**`, with the `/` behind it. */
  | { readonly type: 'any'; readonly slash: boolean }
  | { readonly type: 'class'; readonly regex: string };

type Wrong = { readonly problem: string };

/** Splits a pattern in its shortest form. Neighbouring plain characters are one part. */
export function partsOf(pattern: string): { readonly parts: readonly Part[] } | Wrong {
  const characters = [...pattern];
  const parts: Part[] = [];
  for (let at = 0; at < characters.length;) {
    const character = characters[at] ?? '';
    if (character === '*') {
      const any = characters[at + 1] === '*';
      const slash = any && characters[at + 2] === '/';
      parts.push(any ? { type: 'any', slash } : { type: 'some' });
      at += 1 + Number(any) + Number(slash);
    } else if (character === '?') {
      parts.push({ type: 'one' });
      at += 1;
    } else if (character === '\\') {
      const escaped = escapeAt(characters, at);
      if ('problem' in escaped) return escaped;
      parts.push({ type: 'escaped', text: escaped.character });
      at += 2;
    } else if (character === '[') {
      const found = classAt(characters, at);
      if ('problem' in found) return found;
      parts.push({ type: 'class', regex: found.regex });
      at = found.end;
    } else if (character === ']') {
      // Alone it stands for itself, but makes docker use a regular expression.
      parts.push({ type: 'escaped', text: ']' });
      at += 1;
    } else {
      const last = parts.at(-1);
      if (last?.type === 'plain') parts[parts.length - 1] = { type: 'plain', text: last.text + character };
      else parts.push({ type: 'plain', text: character });
      at += 1;
    }
  }
  return { parts };
}

function escapeAt(characters: readonly string[], at: number): { readonly character: string } | Wrong {
  const character = characters[at + 1];
  if (character === undefined)
    return { problem: 'The pattern ends in a backslash. Double it, or take it away.' };
  if (/[A-Za-z0-9]|[^\0-\x7f]/u.test(character))
    return { problem: `The escape \\${character} has no meaning in a pattern. Remove the backslash.` };
  return { character };
}

/** The class that begins at `at`, and where it ends. */
function classAt(
  characters: readonly string[],
  at: number,
): { readonly regex: string; readonly end: number } | Wrong {
  const unfinished = {
    problem: 'A [ of the pattern begins no class such as [a-z]. Close it with ], or write \\[.',
  };
  const negated = characters[at + 1] === '^';
  const ranges: [number, number][] = [];
  let next = at + (negated ? 2 : 1);
  for (; characters[next] !== ']' || ranges.length === 0;) {
    const from = memberAt(characters, next);
    if (from === null) return unfinished;
    if ('problem' in from) return from;
    next = from.end;
    let to = from;
    if (characters[next] === '-') {
      const end = memberAt(characters, next + 1);
      if (end === null) return unfinished;
      if ('problem' in end) return end;
      to = end;
      next = end.end;
    }
    if (to.point < from.point)
      return { problem: 'A range of a class runs backwards. Write the smaller character first: [a-z].' };
    ranges.push([from.point, to.point]);
  }
  const regex = regexClass({ negated, ranges } satisfies CharacterClass);
  return isProblem(regex) ? regex : { regex: regex.text, end: next + 1 };
}

/** One character of a class; null where none can stand. */
function memberAt(
  characters: readonly string[],
  at: number,
): { readonly point: number; readonly end: number } | Wrong | null {
  const character = characters[at];
  if (character === undefined || character === '-' || character === ']') return null;
  if (character === '\\') {
    const escaped = escapeAt(characters, at);
    return 'problem' in escaped ? escaped : { point: pointOf(escaped.character), end: at + 2 };
  }
  if (character === '*' || character === '?')
    return { problem: `Docker reads a ${character} within [ ] as a wildcard. Write \\${character} there.` };
  if (character === '[' && characters[at + 1] === ':')
    return {
      problem: 'A pattern has no named classes such as [[:alpha:]]. Write [A-Za-z], or \\[ for the bracket.',
    };
  return { point: pointOf(character), end: at + 1 };
}

function pointOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
