/** What a value of the spec is once the builder has put in its variables. */

import { isProblem, scanDollar, type Piece } from '../quote/index.js';

export interface Expanded {
  /** With `$NAME` where the value of a variable is not known. */
  readonly text: string;
  /** Whether every variable in it is known. */
  readonly known: boolean;
}

/** The value of a variable; null where only the build, the base image or somebody's command line knows it. */
export type Lookup = (name: string) => string | null;

/** Expands `$X`, `${X}` and `${X:-default}`; other forms count as unknown. */
export function expand(value: string, lookup: Lookup): Expanded {
  const scan = scanDollar(value);
  // A value that cannot be read as Docker does is reported elsewhere.
  if (isProblem(scan)) return { text: value, known: false };
  const parts = scan.pieces.map((piece) => expandPiece(piece, lookup));
  return {
    text: parts.map(({ text }) => text).join(''),
    known: parts.every(({ known }) => known),
  };
}

const WITH_DEFAULT = /^\$\{[A-Za-z_]\w*(:?)-([^$]*)\}$/u;

function expandPiece(piece: Piece, lookup: Lookup): Expanded {
  if ('literal' in piece) return { text: piece.literal, known: true };
  const { variable, names } = piece;
  const [name = ''] = names;
  const unknown = { text: `$${name}`, known: false };
  const value = lookup(name);
  if (variable === `$${name}` || variable === `\${${name}}`)
    return value === null ? unknown : { text: value, known: true };
  const withDefault = WITH_DEFAULT.exec(variable);
  if (value === null || !withDefault) return unknown;
  return { text: value === '' && withDefault[1] === ':' ? (withDefault[2] ?? '') : value, known: true };
}
