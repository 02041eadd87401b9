/** Reads over the words of a shell command: quotes, escapes, expansions. Used by shellScan.ts. */

/** Thrown where a command is not complete, with the sentence for the user. */
export class Incomplete extends Error {}

export interface Reader {
  readonly text: string;
  at: number;
  /** How many constructs are open. */
  depth: number;
  /** Where expansions end that have been read already, by where they start: keeps the time linear. */
  readonly ends: Map<number, number>;
  /** Reads the commands of `$(…)` up to and over its `)`. */
  readonly nested: (reader: Reader) => void;
}

/** Reads something that may hold itself. */
export function nest<T>(reader: Reader, read: () => T): T {
  reader.depth += 1;
  if (reader.depth > 200) fail('Too many constructs stand in each other.');
  const result = read();
  reader.depth -= 1;
  return result;
}

export function fail(problem: string): never {
  throw new Incomplete(problem);
}

/** Takes what the pattern (anchored at its start) matches here; '' for nothing. */
export function take(reader: Reader, pattern: RegExp): string {
  const taken = pattern.exec(reader.text.slice(reader.at, reader.at + 80))?.[0] ?? '';
  reader.at += taken.length;
  return taken;
}

/** Skips blanks and continued line ends. A comment after them would swallow what is joined to the command. */
export function skipBlanks(reader: Reader): void {
  while (take(reader, /^(?:[ \t]+|\\\n)/) !== '');
  if (reader.text[reader.at] === '#')
    fail('It has a comment, which would swallow what follows it on the line. Use `comment`.');
}

/** Skips one word; false where none starts here. */
export function skipWord(reader: Reader): boolean {
  const start = reader.at;
  for (;;) {
    const { text, at } = reader;
    const character = text[at] ?? '';
    if (/^[<>]\(/.test(text.slice(at, at + 2)) && at === start) {
      reader.at += 2;
      reader.nested(reader);
    } else if (/^[ \t\n;&|<>()]?$/.test(character)) break;
    else skipUnit(reader, character, false);
  }
  return reader.at > start;
}

/** Skips one character, or the quoted text or expansion that starts with it. */
function skipUnit(reader: Reader, character: string, inDouble: boolean): void {
  const { text, at } = reader;
  if (character === '\\') {
    if (at + 1 >= text.length) fail('It ends with a backslash.');
    reader.at += 2;
  } else if (character === "'" && !inDouble) {
    const end = text.indexOf("'", at + 1);
    if (end < 0) fail("It is not complete: a `'` is not closed.");
    // In bash \' is a quote inside $'…', in other shells it is the end.
    if (text[at - 1] === '$' && text[end - 1] === '\\') fail("Shells differ in how they read `$'…\\'`.");
    reader.at = end + 1;
  } else if (character === '"') {
    reader.at += 1;
    skipDouble(reader);
  } else if (character === '`') skipBackticks(reader);
  else if (character === '$') skipDollar(reader, inDouble);
  else reader.at += 1;
}

/** Skips the rest of a "…" and its end. */
function skipDouble(reader: Reader): void {
  for (;;) {
    const character = reader.text[reader.at];
    if (character === undefined) fail('It is not complete: a `"` is not closed.');
    if (character === '"') {
      reader.at += 1;
      return;
    }
    skipUnit(reader, character, true);
  }
}

/** The command between backticks is cut out first, so nothing in it reaches beyond. */
function skipBackticks(reader: Reader): void {
  reader.at += 1;
  for (;;) {
    const character = reader.text[reader.at];
    if (character === undefined) fail('It is not complete: a backtick is not closed.');
    reader.at += character === '\\' ? 2 : 1;
    if (character === '`') return;
  }
}

function skipDollar(reader: Reader, inDouble: boolean): void {
  const start = reader.at;
  const known = reader.ends.get(start);
  if (known === undefined) nest(reader, () => readDollar(reader, inDouble));
  else reader.at = known;
  reader.ends.set(start, reader.at);
}

function readDollar(reader: Reader, inDouble: boolean): void {
  reader.at += 1;
  const next = reader.text[reader.at];
  if (next === '{') skipBraces(reader, inDouble);
  else if (next === '(' && !skipArithmetic(reader)) {
    reader.at += 1;
    const rest = /^[\s]*\)/.exec(reader.text.slice(reader.at))?.[0];
    if (rest === undefined) reader.nested(reader);
    else reader.at += rest.length;
  } else if (next === '#' || next === '$') reader.at += 1;
}

/** Skips `{…}` of a variable. In double quotes a `'` is an ordinary character, but in patterns it is not. */
function skipBraces(reader: Reader, inDouble: boolean): void {
  reader.at += 1;
  const head = take(reader, /^(?:[#!]?(?:\w+|[@*?$!#-]))(?:\[[^\]]*\])?/);
  const literal = inDouble && !/^[#%/^,@]/.test(reader.text.slice(reader.at, reader.at + 1)) && head !== '';
  for (;;) {
    const character = reader.text[reader.at];
    if (character === undefined) fail('It is not complete: a `${` is not closed.');
    if (character === '}') {
      reader.at += 1;
      return;
    }
    skipUnit(reader, character, literal);
  }
}

/** Skips `((…))` where one starts here. False for two plain parentheses, with nothing read. */
export function skipArithmetic(reader: Reader): boolean {
  const start = reader.at;
  if (!reader.text.startsWith('((', start)) return false;
  const known = reader.ends.get(start);
  if (known === undefined) readArithmetic(reader);
  else reader.at = known;
  reader.ends.set(start, reader.at);
  return reader.at > start;
}

/** Stays at the start where the parentheses do not close as `))`, or a comment may stand in them. */
function readArithmetic(reader: Reader): void {
  const start = reader.at;
  reader.at += 2;
  for (let depth = 2; depth > 0;) {
    const character = reader.text[reader.at];
    const isComment = /\s#/.test(reader.text.slice(reader.at - 1, reader.at + 1));
    const closesOne = character === ')' && depth === 2 && reader.text[reader.at + 1] !== ')';
    if (character === undefined || isComment || closesOne) {
      reader.at = start;
      return;
    }
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (/[()]/.test(character)) reader.at += 1;
    else skipUnit(reader, character, false);
  }
}
