/**
 * Finds the variables in a value that Docker expands: `$X` and `${X…}` are variables, `$$` is a literal `$`, any
 * other `$` stands for itself. Follows BuildKit's lexer where a variable goes on, and refuses what it would read
 * otherwise than it looks.
 */

import { type Escape, isProblem } from './quoted.js';

/** Literal text, or a variable as it is to be emitted, with the names that it refers to. */
export type Piece =
  { readonly literal: string } | { readonly variable: string; readonly names: readonly string[] };

export type Scan = { readonly pieces: readonly Piece[] } | { readonly problem: string };

/** Thrown inside this module only. */
class Unreadable extends Error {}

/** Splits a value into literal text and variables. */
export function scanDollar(value: string, escape: Escape = '\\'): Scan {
  const reader: Reader = { value, at: 0, depth: 0, escape };
  const pieces: Piece[] = [];
  try {
    while (reader.at < value.length) pieces.push(nextPiece(reader));
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message };
    throw error;
  }
  return { pieces };
}

/** Names of the variables that a value refers to, each once, in the order of the text. None where it has a problem. */
export function variablesOf(value: string): string[] {
  const scan = scanDollar(value);
  if (isProblem(scan)) return [];
  return [...new Set(scan.pieces.flatMap((piece) => ('names' in piece ? piece.names : [])))];
}

/** Those whose value is wanted as it is: of `${X:-word}` and `${X:+word}` the writer knows that X may not be set. */
export function neededVariables(value: string): string[] {
  const scan = scanDollar(value);
  if (isProblem(scan)) return [];
  const plain = scan.pieces.filter((piece) => 'variable' in piece && !/^\$\{\w+:?[-+]/u.test(piece.variable));
  return [...new Set(plain.flatMap((piece) => ('names' in piece ? piece.names.slice(0, 1) : [])))];
}

interface Reader {
  readonly value: string;
  readonly escape: Escape;
  at: number;
  depth: number;
}

function nextPiece(reader: Reader): Piece {
  const { value, at } = reader;
  if (value[at] === '$') return dollar(reader);
  const end = value.indexOf('$', at);
  reader.at = end < 0 ? value.length : end;
  return { literal: value.slice(at, reader.at) };
}

/** Reads from a `$` on. */
function dollar(reader: Reader): Piece {
  if (reader.value.startsWith('$$', reader.at)) {
    reader.at += 2;
    return { literal: '$' };
  }
  if (reader.value[reader.at + 1] === '{') return braced(reader);
  reader.at += 1;
  const name = readName(reader);
  if (name === '') return { literal: '$' };
  // Docker takes letters of every script for a part of the name: close it before one.
  const next = reader.value.codePointAt(reader.at) ?? 0;
  return { variable: next > 0x7f ? `\${${name}}` : `$${name}`, names: [name] };
}

/** Reads `${X}` or `${X` with a modifier and its words. */
function braced(reader: Reader): Piece {
  if (reader.value.startsWith('${{', reader.at))
    throw new Unreadable('`${{` is not a variable; write `$$${{` for this text.');
  reader.at += 2;
  const name = readName(reader);
  if (name === '')
    throw new Unreadable("`${` is not followed by a variable's name; write `$${` for this text.");
  const names = [name];
  const modifier =
    /^(?::?[-+?]|##?|%%?|\/\/?)?/.exec(reader.value.slice(reader.at, reader.at + 2))?.[0] ?? '';
  reader.at += modifier.length;
  let text = `\${${name}${modifier}`;
  if (modifier.startsWith('/')) text += readWord(reader, '/', true, names);
  if (modifier !== '') text += readWord(reader, '}', !/[-+?]$/.test(modifier), names);
  else if (reader.at >= reader.value.length) throw unclosed();
  else if (reader.value[reader.at++] !== '}')
    throw new Unreadable(`Docker knows no such form of \`\${${name}…}\`.`);
  else text += '}';
  return { variable: text, names };
}

function readName(reader: Reader): string {
  const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(reader.value.slice(reader.at))?.[0] ?? '';
  reader.at += name.length;
  return name;
}

/** Reads the word of a modifier, and the character that ends it. In a pattern a literal `$` cannot be said. */
function readWord(reader: Reader, end: '/' | '}', pattern: boolean, names: string[]): string {
  let text = '';
  if ((reader.depth += 1) > 100) throw new Unreadable('More than 100 `${` stand in each other.');
  for (;;) {
    const character = reader.value[reader.at];
    if (character === undefined) throw unclosed();
    if (character === end) break;
    if (character === '}') throw new Unreadable('A `/` is missing in `${…/…/…}`.');
    if (/["'\\]/.test(character) || character === reader.escape)
      throw new Unreadable('A quote or backslash inside `${…}` changes its meaning in Docker.');
    if (character !== '$') {
      text += character;
      reader.at += 1;
      continue;
    }
    const piece = dollar(reader);
    if ('variable' in piece) names.push(...piece.names);
    else if (pattern) throw new Unreadable('A literal `$` cannot stand in the pattern of `${…}`.');
    text += 'variable' in piece ? piece.variable : `${reader.escape}$`;
  }
  reader.at += 1;
  reader.depth -= 1;
  return text + end;
}

function unclosed(): Unreadable {
  return new Unreadable('A `${` is not closed; write `$${` for this text.');
}
