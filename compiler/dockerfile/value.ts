/**
 * Values that Docker expands (ENV, ARG, LABEL, paths, users, flags), split as BuildKit's lexer does it: quotes and
 * escapes taken off, variables apart.
 */

import type { Escape } from './ast.js';

export type Piece =
  | { readonly literal: string }
  | {
      readonly variable: string;
      /** Whether it stands in braces. */
      readonly braced: boolean;
      /** '' for none, or `:-`, `+`, `#`, `/`, … */
      readonly modifier: string;
      /** The words behind the modifier: two after `/` and `//`, one after the others. */
      readonly words: readonly (readonly Piece[])[];
    };

/**
 * The pieces of a word, neighbouring literals as one; a problem is why BuildKit fails at it.
 * @param quotes false for the text of a heredoc, where quotes are characters like others
 */
export function readValue(
  text: string,
  escape: Escape,
  quotes = true,
): readonly Piece[] | { readonly problem: string } {
  // The common case by far.
  if (!/[$'"\\`]/.test(text)) return text === '' ? [] : [{ literal: text }];
  const reader: Reader = { text, escape, quotes, at: 0, depth: 0 };
  try {
    return readTo(reader, undefined, false);
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message };
    throw error;
  }
}

/** Thrown inside this module only. */
class Unreadable extends Error {}

interface Reader {
  readonly text: string;
  readonly escape: Escape;
  readonly quotes: boolean;
  at: number;
  depth: number;
}

/** Reads up to and over `stop`, or to the end. `pattern` keeps escape characters. */
function readTo(reader: Reader, stop: string | undefined, pattern: boolean): Piece[] {
  const pieces: Piece[] = [];
  if ((reader.depth += 1) > 100) throw new Unreadable('more than 100 variables stand in each other');
  for (;;) {
    const character = reader.text[reader.at];
    if (character === undefined && stop !== undefined) throw new Unreadable(`a \`${stop}\` is missing`);
    if (character === stop) break;
    if (character === '$') add(pieces, readDollar(reader));
    else if (character === "'" && reader.quotes) add(pieces, { literal: readSingle(reader) });
    else if (character === '"' && reader.quotes)
      for (const piece of readDouble(reader, pattern)) add(pieces, piece);
    else add(pieces, { literal: readPlain(reader, pattern) });
  }
  reader.at += 1;
  reader.depth -= 1;
  return pieces;
}

function add(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  if (!('literal' in piece)) pieces.push(piece);
  else if (last !== undefined && 'literal' in last)
    pieces[pieces.length - 1] = { literal: last.literal + piece.literal };
  else if (piece.literal !== '') pieces.push(piece);
}

/** One character, or an escaped one. */
function readPlain(reader: Reader, pattern: boolean): string {
  const { text, escape, at } = reader;
  reader.at += text[at] === escape ? 2 : 1;
  return text.slice(text[at] === escape && !pattern ? at + 1 : at, reader.at);
}

function readSingle(reader: Reader): string {
  const end = reader.text.indexOf("'", reader.at + 1);
  if (end < 0) throw new Unreadable("a `'` is missing");
  const inner = reader.text.slice(reader.at + 1, end);
  reader.at = end + 1;
  return inner;
}

function readDouble(reader: Reader, pattern: boolean): Piece[] {
  const pieces: Piece[] = [];
  const { text, escape } = reader;
  reader.at += 1;
  for (;;) {
    const character = text[reader.at];
    if (character === undefined) throw new Unreadable('a `"` is missing');
    if (character === '$') {
      add(pieces, readDollar(reader));
      continue;
    }
    reader.at += 1;
    if (character === '"') return pieces;
    if (character === escape && pattern) add(pieces, { literal: character });
    const next = text[reader.at];
    const escapes = character === escape && next !== undefined && ['"', '$', escape].includes(next);
    if (escapes) reader.at += 1;
    add(pieces, { literal: escapes ? next : character });
  }
}

/** A variable's name, digits, or a special parameter. */
const NAME = /(?:\p{Nd}+|[@*#?\-$!]|[\p{L}\p{Nd}_]+)?/uy;

function readDollar(reader: Reader): Piece {
  const { text } = reader;
  const braced = text[reader.at + 1] === '{';
  reader.at += braced ? 2 : 1;
  if (braced && /^[{}:]?$/.test(text.slice(reader.at, reader.at + 1)))
    throw new Unreadable('`${` is not followed by a name');
  NAME.lastIndex = reader.at;
  const variable = NAME.exec(text)?.[0] ?? '';
  reader.at += variable.length;
  if (!braced) return variable === '' ? { literal: '$' } : { variable, braced, modifier: '', words: [] };
  const modifier = /^(?:\}|:[-+?]|[-+?#%]|\/\/?)/.exec(text.slice(reader.at, reader.at + 2))?.[0];
  if (modifier === undefined) throw new Unreadable(`Docker knows no such form of \`\${${variable}…}\``);
  reader.at += modifier.length;
  if (modifier === '}') return { variable, braced, modifier: '', words: [] };
  const words = modifier.startsWith('/') ? [readTo(reader, '/', true)] : [];
  return { variable, braced, modifier, words: [...words, readTo(reader, '}', /[#%/]$/.test(modifier))] };
}
