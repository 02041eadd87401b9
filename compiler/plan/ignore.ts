/**
 * Patterns of .dockerignore as regular expressions, with the meaning that moby's patternmatcher gives them
 * (https://github.com/moby/patternmatcher), in the array form: no comments. What it misreads, because it makes a
 * regular expression of Go of it, is a problem here: nobody who writes it means that.
 */
import type { ContextEntry, Pointer } from '../model/plan.js';
import { isProblem, type Quoted, regexLiteral, unsayable } from '../quote/index.js';
import { clean, trim } from './go-path.js';
import { type Part, partsOf } from './ignore-parts.js';

/** An `ignore` or `keep` of context.list. */
export type IgnoreEntry = Extract<ContextEntry, { readonly type: 'ignore' | 'keep' }>;

/**
 * Reads one pattern; null for a blank one, which means nothing. Its expression matches a path that the pattern
 * matches, and all below such a path. The last entry that matches a path decides.
 */
export function ignoreEntry(
  pattern: string,
  origin: Pointer,
): IgnoreEntry | { readonly problem: string } | null {
  const wrong = unsayable(pattern);
  if (wrong !== undefined) return { problem: wrong };
  // A file of patterns drops the / of an absolute one first, the matcher looks for the ! afterwards.
  const listed = asListed(trim(pattern));
  if (listed === '') return null;
  const cleaned = clean(trim(listed));
  if (cleaned === '!')
    return { problem: 'Behind ! stands no pattern. Write the pattern that is kept: !docs/README.md.' };
  const kept = cleaned.startsWith('!');
  const path = kept ? cleaned.slice(1) : cleaned;
  if (path.startsWith('\uFEFF')) return { problem: 'The pattern begins with a byte order mark. Remove it.' };
  const read = partsOf(path);
  if ('problem' in read) return read;
  const expression = expressionOf(read.parts);
  if (isProblem(expression)) return expression;
  return { type: kept ? 'keep' : 'ignore', expression: expression.text, origin };
}

/** The pattern in its shortest form, without the / at its start. */
function asListed(pattern: string): string {
  const mark = pattern.startsWith('!') ? '!' : '';
  const rest = trim(pattern.slice(mark.length));
  if (rest === '') return mark;
  return mark + clean(rest).replace(/^\/(?=.)/u, '');
}

function expressionOf(parts: readonly Part[]): Quoted {
  const [first] = parts;
  const last = parts.at(-1);
  const others = (from: number, to: number): boolean => parts.slice(from, to).every(isPlain);

  // The matcher compares ends of text where ** is the only wildcard: **foo is any path that ends in foo.
  if (first?.type === 'any' && others(1, parts.length))
    return whole(`${first.slash ? '(.*/)?' : '.*'}${literals(parts.slice(1))}`);
  if (last?.type === 'any' && others(0, -1)) return whole(`${literals(parts.slice(0, -1))}.*`);
  if (others(0, parts.length)) return whole(literals(parts));

  const misread = parts
    .filter(isPlain)
    .map(misreadIn)
    .find((found) => found !== undefined);
  if (misread !== undefined)
    return {
      problem: `Beside a wildcard docker takes ${misread} for a regular expression's. Write a backslash before it.`,
    };
  return whole(parts.map((part, index) => regexOf(part, index === parts.length - 1)).join(''));
}

type Plain = Extract<Part, { readonly type: 'plain' }>;

function isPlain(part: Part): part is Plain {
  return part.type === 'plain';
}

function literals(parts: readonly Part[]): string {
  return parts.map((part) => (part.type === 'plain' ? regexLiteral(part.text) : '')).join('');
}

/** Of the plain text, what Go's regular expressions would read as syntax. */
function misreadIn({ text }: Plain): string | undefined {
  return /[|^]|\{\d+(,\d*)?\}/u.exec(text)?.[0];
}

function regexOf(part: Part, isLast: boolean): string {
  switch (part.type) {
    case 'plain':
    case 'escaped':
      return regexLiteral(part.text);
    case 'class':
      return part.regex;
    case 'one':
      return '[^/]';
    case 'some':
      return '[^/]*';
    case 'any':
      return isLast ? '.*' : '(.*/)?';
  }
}

/** Of the whole path, or of a folder above it. */
function whole(regex: string): Quoted {
  return { text: regex.endsWith('.*') ? `^${regex}$` : `^${regex}(/.*)?$` };
}
