/**
 * Tells whether BuildKit finds a heredoc in a RUN line. It doesn't ask a shell: it splits the line into words by a
 * lexer of its own, so `$(( 1 << 3 ))` starts one and `a<<EOF` does not. This follows that lexer, with its quirks.
 */

/** A heredoc that a line opens; its text follows on the next lines. */
export interface HeredocStart {
  /** The word that ends it, without its quotes. */
  readonly name: string;
  /** The number before `<<`, or 0. */
  readonly descriptor: number;
  /** False where a part of the word is quoted. */
  readonly expand: boolean;
  /** True for `<<-`, which takes leading tabs off. */
  readonly chomp: boolean;
}

/** True where BuildKit would read the lines that follow as a heredoc's text. */
export function startsHeredoc(line: string): boolean {
  return heredocsIn(line).length > 0;
}

/** The words that end the heredocs of a line, in order; null for one that is written in a way too odd to follow. */
export function heredocsIn(line: string): (string | null)[] {
  if (!line.includes('<<')) return [];
  try {
    return wordsOf(line, true, true).flatMap((word) => {
      if ((HEREDOC.exec(word)?.[3] ?? '') === '') return [];
      const start = heredocOf(word);
      return [start === null || start === 'refused' ? null : start.name];
    });
  } catch (error) {
    if (error instanceof GivenUp) return error.surely ? [null] : [];
    throw error;
  }
}

/**
 * The heredocs that BuildKit finds in a line (of RUN, COPY or ADD, with the verb), in order.
 * @returns null where it refuses the line for a heredoc's word
 */
export function heredocsOf(line: string): readonly HeredocStart[] | null {
  if (!line.includes('<<')) return [];
  const words = attempt(() => wordsOf(line, true, true)) ?? [];
  const found = words.map(heredocOf);
  return found.includes('refused') ? null : found.filter((each) => each !== null && each !== 'refused');
}

/** One word of COPY or ADD, or the whole text of a RUN, that is a heredoc and nothing else; null for another. */
export function heredocOf(word: string): HeredocStart | 'refused' | null {
  const [, descriptor = '', dash = '', rest = ''] = HEREDOC.exec(word) ?? [];
  if (rest === '') return null;
  const plain = attempt(() => wordsOf(rest, false, false));
  if (plain === null) return 'refused';
  if (plain.length !== 1) return null;
  const quoted = attempt(() => wordsOf(rest, true, false));
  if (quoted?.length !== 1) return 'refused';
  const name = plain[0] ?? '';
  const expand = quotesIn(name) === quotesIn(quoted[0] ?? '');
  return { name, descriptor: Number(descriptor), expand, chomp: dash !== '' };
}

const HEREDOC = /^(\d*)<<(-?)[\t\n\f\r ]*([^<]*)$/;

function quotesIn(text: string): number {
  return text.replace(/[^'"]/g, '').length;
}

/** Null where BuildKit's lexer gives up. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof GivenUp) return null;
    throw error;
  }
}

/** Splits as BuildKit does, with quotes kept or taken off, and backslashes kept or taken off. */
function wordsOf(line: string, quotes: boolean, escapes: boolean): string[] {
  const lexer: Lexer = { line, quotes, raw: escapes, at: 0, depth: 0, word: '', words: [] };
  readTo(lexer, undefined, escapes);
  return lexer.words;
}

/** Thrown where BuildKit's lexer gives up; it then looks for no heredoc at all. */
class GivenUp extends Error {
  constructor(readonly surely = false) {
    super();
  }
}

interface Lexer {
  readonly line: string;
  /** Quotes stay in the text. */
  readonly quotes: boolean;
  /** Backslashes stay in the text. */
  raw: boolean;
  at: number;
  depth: number;
  /** The word that is being read. The word of a `${…}` resets it, as there: what stood before is forgotten. */
  word: string;
  words: string[];
}

/** One blank, as Go sees it. */
export const SPACE = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;
/** A variable's name or a special parameter. */
const NAME = /^(?:\p{Nd}+|[@*#?\-$!]|[\p{L}\p{Nd}_]+)?/u;

/** Reads up to and over `stop`, or to the end. `raw` keeps backslashes in the text that is given back. */
function readTo(lexer: Lexer, stop: string | undefined, raw: boolean): string {
  let text = '';
  const outer = lexer.raw;
  lexer.raw = raw;
  const words: string[] = [];
  // Nobody writes this: rather than follow it, take it for the worse.
  if ((lexer.depth += 1) > 100) throw new GivenUp(true);
  lexer.word = '';
  const endWord = (): void => {
    if (lexer.word !== '') words.push(lexer.word);
    lexer.word = '';
  };
  for (;;) {
    const character = lexer.line[lexer.at];
    if (character === undefined && stop !== undefined) throw new GivenUp();
    if (character === stop) break;
    const part = readPart(lexer);
    text += part;
    // Only plain characters and a variable's text are split; what is quoted or escaped belongs to the word.
    const pieces = /["'\\<]/.test(character ?? '') ? [] : [...part];
    if (pieces.length === 0) lexer.word += part;
    for (const piece of pieces) {
      if (SPACE.test(piece)) endWord();
      else lexer.word += piece;
    }
  }
  lexer.at += 1;
  lexer.depth -= 1;
  lexer.raw = outer;
  endWord();
  lexer.words = words;
  return text;
}

/** Reads a quoted string, an escaped character, a variable, `<<` with its blanks, or one plain character. */
function readPart(lexer: Lexer): string {
  const { line, at } = lexer;
  switch (line[at]) {
    case '$':
      return readDollar(lexer);
    case '"':
      return readDouble(lexer);
    case "'":
      lexer.at = line.indexOf("'", at + 1) + 1;
      if (lexer.at === 0) throw new GivenUp();
      return lexer.quotes ? line.slice(at, lexer.at) : line.slice(at + 1, lexer.at - 1);
    case '\\':
      lexer.at += 2;
      return line.slice(lexer.raw ? at : at + 1, lexer.at);
    case '<':
      lexer.at += /^<(?:<[\t\r ]*)?/.exec(line.slice(at))?.[0].length ?? 1;
      return line.slice(at, lexer.at);
    default:
      lexer.at += 1;
      return line.slice(at, lexer.at);
  }
}

function readDouble(lexer: Lexer): string {
  let text = lexer.quotes ? '"' : '';
  lexer.at += 1;
  for (;;) {
    const { line, at } = lexer;
    const character = line[at];
    if (character === undefined) throw new GivenUp();
    if (character === '$') {
      text += readDollar(lexer);
      continue;
    }
    lexer.at += 1;
    if (character === '"') return lexer.quotes ? `${text}"` : text;
    if (character === '\\' && lexer.raw) text += character;
    const escapes = character === '\\' && /^["$\\]/.test(line.slice(at + 1, at + 2));
    text += escapes ? line[lexer.at++] : character;
  }
}

/** No variable is set here, so a variable's text comes back as it was. */
function readDollar(lexer: Lexer): string {
  const braced = lexer.line[lexer.at + 1] === '{';
  lexer.at += braced ? 2 : 1;
  if (braced && /^[{}:]?$/.test(lexer.line.slice(lexer.at, lexer.at + 1))) throw new GivenUp();
  const name = NAME.exec(lexer.line.slice(lexer.at))?.[0] ?? '';
  lexer.at += name.length;
  if (!braced) return `$${name}`;
  const modifier = /^(?:\}|:[^#%]|[-+?#%]|\/\/?)/su.exec(lexer.line.slice(lexer.at))?.[0];
  if (modifier === undefined) throw new GivenUp();
  lexer.at += modifier.length;
  if (modifier === '}') return `\${${name}}`;
  const first = modifier.startsWith('/') ? `${readTo(lexer, '/', true)}/` : '';
  return `\${${name}${modifier.slice(0, 2)}${first}${readTo(lexer, '}', /[#%/]$/.test(modifier))}}`;
}
