/**
 * Reads a shell text into pipelines of commands: enough to see what is given to what. It never fails; what a shell
 * would refuse gives some reading or other. Time is linear in the text.
 */

/** A word without its quotes; `$X` stays as it is written. */
export interface Word {
  readonly text: string;
  /** What stands in `$(…)` and backticks. */
  readonly substitutions: readonly List[];
  /** What stands in `<(…)` and `>(…)`. */
  readonly processes: readonly List[];
}

/** A command, or a group in parentheses or braces. */
export interface Element {
  readonly words: readonly Word[];
  /** Of a group. */
  readonly inner: List;
  /** What `<` and `<<<` give to it. */
  readonly stdin: readonly Word[];
  /** The texts of its heredocs. */
  readonly heredocs: readonly string[];
}

/** Elements with `|` between. */
export type Pipeline = readonly Element[];
export type List = readonly Pipeline[];

interface Heredoc {
  readonly end: string;
  readonly stripsTabs: boolean;
  readonly into: string[];
}

interface Reader {
  readonly text: string;
  at: number;
  depth: number;
  /** Those whose text begins on the next line. */
  heredocs: Heredoc[];
}

/** What ends a word. Other blanks than these are characters to a shell. */
const BREAK = /[ \t\n\r\f\v;&|<>()]/;
/** Nobody nests as deep; the rest of such a text is not read. */
const DEEPEST = 100;

/** The pipelines of a shell text, one after the other. */
export function parseShell(text: string): List {
  return list({ text, at: 0, depth: 0, heredocs: [] }, null);
}

/** A command given as words, as in exec form. */
export function commandOf(argv: readonly string[]): List {
  const words = argv.map((text) => ({ text, substitutions: [], processes: [] }));
  return [[{ words, inner: [], stdin: [], heredocs: [] }]];
}

/** Reads up to and over the closer, or to the end. */
function list(reader: Reader, closer: ')' | '}' | null): List {
  if (++reader.depth > DEEPEST) reader.at = reader.text.length;
  const pipelines: Pipeline[] = [];
  while (reader.at < reader.text.length) {
    const character = reader.text[reader.at] ?? '';
    if (character === closer) {
      reader.at += 1;
      break;
    }
    if (character === '\n') newline(reader);
    else if (BREAK.test(character) && !/[<>(]/.test(character)) reader.at += 1;
    else if (character === '#') toLineEnd(reader);
    else pipelines.push(pipeline(reader));
  }
  reader.depth -= 1;
  return pipelines;
}

function pipeline(reader: Reader): Pipeline {
  const elements = [element(reader)];
  while (/^\|(?!\|)/.test(reader.text.slice(reader.at, reader.at + 2))) {
    reader.at += reader.text[reader.at + 1] === '&' ? 2 : 1;
    for (;;) {
      blanks(reader);
      if (reader.text[reader.at] === '\n') newline(reader);
      else if (reader.text[reader.at] === '#') toLineEnd(reader);
      else break;
    }
    elements.push(element(reader));
  }
  return elements;
}

function element(reader: Reader): Element {
  const words: Word[] = [];
  const stdin: Word[] = [];
  const heredocs: string[] = [];
  let inner: List = [];
  const opener = /^(?:\(|\{(?=\s))/.exec(reader.text.slice(reader.at, reader.at + 2))?.[0];
  if (opener !== undefined) {
    reader.at += 1;
    inner = list(reader, opener === '(' ? ')' : '}');
  }
  for (;;) {
    blanks(reader);
    const character = reader.text[reader.at] ?? '\n';
    if (/[\n;&|()]/.test(character)) break;
    if (character === '#') toLineEnd(reader);
    else if (redirection(reader, stdin, heredocs)) continue;
    // What follows the parentheses of a function is its body.
    else if (opener !== undefined) break;
    else words.push(word(reader));
  }
  return { words, inner, stdin, heredocs };
}

const REDIRECTION = /^\d{0,3}(?:&>>?|<<<|<<-?|<[&>]?(?!\()|>>|>[&|]?(?!\())/;

/** Reads a redirection; false where none starts here. */
function redirection(reader: Reader, stdin: Word[], heredocs: string[]): boolean {
  const operator = REDIRECTION.exec(reader.text.slice(reader.at, reader.at + 8))?.[0];
  if (operator === undefined) return false;
  reader.at += operator.length;
  blanks(reader);
  const target = word(reader);
  if (/^0?<<-?$/.test(operator))
    reader.heredocs.push({ end: target.text, stripsTabs: operator.endsWith('-'), into: heredocs });
  else if (/^0?<(<<)?$/.test(operator)) stdin.push(target);
  return true;
}

/** Ends a line, and takes the texts of the heredocs that began on it. */
function newline(reader: Reader): void {
  reader.at += 1;
  const waiting = reader.heredocs;
  reader.heredocs = [];
  for (const { end, stripsTabs, into } of waiting) {
    const lines: string[] = [];
    while (reader.at < reader.text.length) {
      const start = reader.at;
      toLineEnd(reader);
      const raw = reader.text.slice(start, reader.at);
      const line = stripsTabs ? raw.replace(/^\t+/, '') : raw;
      reader.at += 1;
      if (line === end) break;
      lines.push(line);
    }
    into.push(lines.join('\n'));
  }
}

function toLineEnd(reader: Reader): void {
  const end = reader.text.indexOf('\n', reader.at);
  reader.at = end < 0 ? reader.text.length : end;
}

/** Skips blanks and continued line ends. */
function blanks(reader: Reader): void {
  for (;;) {
    const two = reader.text.slice(reader.at, reader.at + 2);
    if (two === '\\\n') reader.at += 2;
    else if (/^[ \t\r\f\v]/.test(two)) reader.at += 1;
    else return;
  }
}

/** Reads one word: at least one character, so that whoever asks for words comes to an end. */
function word(reader: Reader): Word {
  const read = { text: '', substitutions: [] as List[], processes: [] as List[] };
  const start = reader.at;
  for (;;) {
    const { text, at } = reader;
    const character = text[at];
    if (character === undefined) break;
    if (/[<>]/.test(character) && text[at + 1] === '(') {
      reader.at += 2;
      read.processes.push(list(reader, ')'));
      // So that a word is more than nothing.
      read.text += '<()';
    } else if (BREAK.test(character)) {
      if (at === start && /[<>]/.test(character)) reader.at += 1;
      break;
    } else if (character === "'") {
      const end = text.indexOf("'", at + 1);
      read.text += text.slice(at + 1, end < 0 ? undefined : end);
      reader.at = end < 0 ? text.length : end + 1;
    } else if (character === '"') doubleQuoted(reader, read);
    else unit(reader, read);
  }
  return read;
}

type Reading = { text: string; readonly substitutions: List[] };

function doubleQuoted(reader: Reader, read: Reading): void {
  reader.at += 1;
  while (reader.at < reader.text.length && reader.text[reader.at] !== '"') unit(reader, read);
  reader.at += 1;
}

/** Reads a character, an escape or a substitution. */
function unit(reader: Reader, read: Reading): void {
  const { text, at } = reader;
  if (text[at] === '\\') {
    if (text[at + 1] !== '\n') read.text += text[at + 1] ?? '';
    reader.at += 2;
  } else if (text.startsWith('$(', at)) {
    reader.at += 2;
    read.substitutions.push(list(reader, ')'));
    read.text += '$()';
  } else if (text[at] === '`') {
    const end = /^(?:[^`\\]|\\[\s\S])*/.exec(text.slice(at + 1))?.[0].length ?? 0;
    const inside = text.slice(at + 1, at + 1 + end).replace(/\\([`$\\])/g, '$1');
    reader.at += end + 2;
    read.substitutions.push(list({ text: inside, at: 0, depth: reader.depth, heredocs: [] }, null));
    read.text += '$()';
  } else if (text.startsWith('${', at)) {
    const end = text.indexOf('}', at);
    read.text += text.slice(at, end < 0 ? undefined : end + 1);
    reader.at = end < 0 ? text.length : end + 1;
  } else {
    read.text += text[at];
    reader.at += 1;
  }
}
