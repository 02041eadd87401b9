/** Values of Dockerfile instructions that Docker expands: ENV, ARG, LABEL, paths, users, flags. */

import { scanDollar } from './dollar.js';
import { jsonString } from './dockerJson.js';
import { isProblem, type Quoted, unsayable } from './quoted.js';

/** The value of ENV, ARG or LABEL, always in double quotes. */
export function dockerValue(value: string): Quoted {
  const body = bodyOf(value);
  return isProblem(body) ? body : { text: `"${body.text}"` };
}

/**
 * A single value that stands bare where it can and in double quotes otherwise: WORKDIR, USER, STOPSIGNAL, a LABEL's
 * key. In COPY, ADD, EXPOSE and FROM Docker splits at blanks before it looks at quotes: use `dockerWords` there.
 */
export function dockerWord(value: string): Quoted {
  const body = bodyOf(value);
  if (isProblem(body)) return body;
  return { text: BARE.test(body.text) ? body.text : `"${body.text}"` };
}

/** Text that Docker's parser and lexer leave alone, `$` apart. `-` first would be a flag. */
const BARE = /^[A-Za-z0-9_./:@%+,=~$*?{}][A-Za-z0-9_./:@%+,=~$*?{}-]*$/;

/** Arguments of COPY, ADD or VOLUME: bare words where all can be, the JSON form otherwise. */
export function dockerWords(values: readonly string[]): Quoted {
  const words: string[] = [];
  for (const value of values) {
    const word = dockerWord(value);
    if (isProblem(word)) return word;
    words.push(word.text);
  }
  const bare = words.every((word) => !word.startsWith('"'));
  return { text: bare ? words.join(' ') : `[${words.map(jsonString).join(', ')}]` };
}

/** One element of VOLUME's (or COPY's) JSON form, in which Docker still expands variables and takes quotes off. */
export function dockerJsonWord(value: string): Quoted {
  const word = dockerWord(value);
  return isProblem(word) ? word : { text: jsonString(word.text) };
}

/**
 * The value of a flag, as in `--chown=VALUE`. Docker reads flags byte by byte and takes one layer of quoting off
 * before it expands the value.
 */
export function dockerFlag(value: string): Quoted {
  if (/[^\t -~]/.test(value)) return { problem: 'A flag of a Dockerfile can only hold ASCII.' };
  // On COPY, ADD and RUN the whole line is searched for heredocs, its flags too.
  if (value.includes('<<')) return { problem: 'A flag of a Dockerfile cannot hold `<<`.' };
  const word = dockerWord(value);
  return isProblem(word) ? word : { text: word.text.replace(/[\\"'\s]/g, '\\$&') };
}

/** What stands between the double quotes. */
function bodyOf(value: string): Quoted {
  const problem =
    unsayable(value) ?? (value.includes('\n') ? 'A line break cannot be part of it.' : undefined);
  if (problem !== undefined) return { problem };
  const scan = scanDollar(value);
  if (isProblem(scan)) return scan;
  return {
    text: scan.pieces
      .map((piece) => ('variable' in piece ? piece.variable : piece.literal.replace(/[\\"$]/g, '\\$&')))
      .join(''),
  };
}
