/** Values of Dockerfile instructions that Docker expands: ENV, ARG, LABEL, paths, users. */

import { scanDollar } from './dollar.js';
import { jsonString } from './dockerJson.js';
import { type Escape, hasBlankEdge, isProblem, type Quoted, unsayable } from './quoted.js';

/** The value of ENV, ARG or LABEL, always in double quotes. */
export function dockerValue(value: string, escape: Escape = '\\'): Quoted {
  const body = dockerBody(value, escape);
  return isProblem(body) ? body : { text: `"${body.text}"` };
}

/**
 * A single value that stands bare where it can and in double quotes otherwise: WORKDIR, USER, STOPSIGNAL, a LABEL's
 * key. In COPY, ADD, EXPOSE and FROM Docker splits at blanks before it looks at quotes: use `dockerWords` and
 * `dockerBare` there.
 */
export function dockerWord(value: string, escape: Escape = '\\'): Quoted {
  const body = dockerBody(value, escape);
  if (isProblem(body)) return body;
  return { text: isBare(body.text, escape) ? body.text : `"${body.text}"` };
}

/** Text that Docker's parser and lexer leave alone, `$` apart. `-` first would be a flag. */
const BARE = /^[A-Za-z0-9_./:@%+,=~$*?{}][A-Za-z0-9_./:@%+,=~$*?{}#-]*$/;

/** A backslash that escapes nothing is an ordinary character. */
function isBare(text: string, escape: Escape): boolean {
  return BARE.test(escape === '`' ? text.replaceAll('\\', '/') : text);
}

/** A word of FROM or EXPOSE, which no quotes can hold together. */
export function dockerBare(value: string, escape: Escape = '\\'): Quoted {
  const word = dockerWord(value, escape);
  return isProblem(word) || isBare(word.text, escape)
    ? word
    : { problem: 'Docker splits it at its blanks, or takes something in it for syntax.' };
}

/** Arguments of COPY or ADD: bare words where all can be, the JSON form otherwise. */
export function dockerWords(values: readonly string[], escape: Escape = '\\'): Quoted {
  const words: string[] = [];
  for (const value of values) {
    const word = dockerWord(value, escape);
    if (isProblem(word)) return word;
    words.push(word.text);
  }
  if (words.every((word) => !word.startsWith('"'))) return { text: words.join(' ') };
  const elements = values.map((value) => dockerJsonWord(value, escape));
  return { text: `[${elements.map((element) => (isProblem(element) ? '' : element.text)).join(', ')}]` };
}

/**
 * One element of the JSON form of COPY, ADD or VOLUME, in which Docker still expands variables and takes quotes off.
 * Blanks and a byte order mark at its ends would be lost but for quotes, and `<<x` would be a heredoc.
 */
export function dockerJsonWord(value: string, escape: Escape = '\\'): Quoted {
  if (value === '' || hasBlankEdge(value) || value.includes('<<')) {
    const word = dockerWord(value, escape);
    return isProblem(word) ? word : { text: jsonString(word.text) };
  }
  const body = dockerBody(value, escape, `"'$`);
  return isProblem(body) ? body : { text: jsonString(body.text) };
}

/** What stands between double quotes; or, with single quotes among the special characters, without any. */
export function dockerBody(value: string, escape: Escape, special = '"$'): Quoted {
  const problem =
    unsayable(value) ?? (value.includes('\n') ? 'A line break cannot be part of it.' : undefined);
  if (problem !== undefined) return { problem };
  const scan = scanDollar(value, escape);
  if (isProblem(scan)) return scan;
  const protect = (text: string): string =>
    [...text]
      .map((character) =>
        character === escape || special.includes(character) ? escape + character : character,
      )
      .join('');
  return {
    text: scan.pieces
      .map((piece) => ('variable' in piece ? piece.variable : protect(piece.literal)))
      .join(''),
  };
}
