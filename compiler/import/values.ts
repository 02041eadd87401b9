/** Values that Docker expands, from a Dockerfile's notation to a spec's: `$$` is a literal `$`, and nothing else is special. */

import type { Escape } from '../dockerfile/ast.js';
import { type Piece, readValue } from '../dockerfile/value.js';

/** A value as a spec writes it, or why a spec cannot. */
export type SpecText = { readonly text: string } | { readonly problem: string };

export function specText(raw: string, escape: Escape): SpecText {
  const pieces = readValue(raw, escape);
  return 'problem' in pieces ? pieces : written(pieces, null);
}

/** The text of a heredoc in which Docker expands variables, as a spec writes it. */
export function heredocText(raw: string): SpecText {
  const pieces = readValue(raw, '\\', false);
  return 'problem' in pieces ? pieces : written(pieces, null);
}

/** The names of the variables that a value refers to, each once. */
export function namesIn(raw: string, escape: Escape): string[] {
  const pieces = readValue(raw, escape);
  return 'problem' in pieces ? [] : [...new Set(pieces.flatMap(namesOf))];
}

function namesOf(piece: Piece): string[] {
  return 'literal' in piece ? [] : [piece.variable, ...piece.words.flat().flatMap(namesOf)];
}

/** `within` is the character that ends the word of a `${…}` that the pieces stand in, and whether that is a pattern. */
function written(pieces: readonly Piece[], within: { end: string; pattern: boolean } | null): SpecText {
  let text = '';
  for (const [index, piece] of pieces.entries()) {
    const next = 'literal' in piece ? literal(piece.literal, within) : variable(piece, pieces[index + 1]);
    if ('problem' in next) return next;
    text += next.text;
  }
  return { text };
}

function literal(text: string, within: { end: string; pattern: boolean } | null): SpecText {
  if (within === null) return { text: text.replaceAll('$', '$$$$') };
  if (/["'\\`}]/.test(text) || text.includes(within.end))
    return { problem: 'a quote, a backslash or an end of the substitution stands inside `${…}`' };
  if (within.pattern && text.includes('$'))
    return { problem: 'a literal `$` stands in the pattern of `${…}`' };
  return { text: text.replaceAll('$', '$$$$') };
}

function variable(piece: Exclude<Piece, { literal: string }>, following: Piece | undefined): SpecText {
  const { variable: name, modifier, words } = piece;
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    return { problem: `\`$${name}\` is a variable to Docker, but none that can be set` };
  // A name that was ended by its braces, or by a quote.
  const joins =
    following !== undefined && 'literal' in following && /^[\p{L}\p{Nd}_]/u.test(following.literal);
  if (modifier === '') return { text: piece.braced || joins ? `\${${name}}` : `$${name}` };
  let text = `\${${name}${modifier}`;
  for (const [index, word] of words.entries()) {
    const end = words.length === 2 && index === 0 ? '/' : '}';
    const inner = written(word, { end, pattern: /[#%/]/.test(modifier) });
    if ('problem' in inner) return inner;
    text += inner.text + end;
  }
  return { text };
}
