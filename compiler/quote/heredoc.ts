/**
 * Tells whether BuildKit finds a heredoc in a RUN line. It doesn't ask a shell: it splits the line into words by a
 * lexer of its own, so `$(( 1 << 3 ))` starts one and `a<<EOF` does not. This follows that lexer, with its quirks.
 */

/** True where BuildKit would read the lines that follow as a heredoc's text. */
export function startsHeredoc(line: string): boolean {
  return heredocsIn(line).length > 0;
}

/** The words that end the heredocs of a line, in order; null for one that is written in a way too odd to follow. */
export function heredocsIn(line: string): (string | null)[] {
  if (!line.includes('<<')) return [];
  const lexer: Lexer = { line, at: 0, depth: 0, word: '', words: [] };
  try {
    readTo(lexer, undefined, true);
  } catch (error) {
    if (error instanceof GivenUp) return error.surely ? [null] : [];
    throw error;
  }
  return lexer.words.flatMap((word) => {
    const end = /^\d*<<-?[\t\n\f\r ]*([^<]*)$/.exec(word)?.[1] ?? '';
    return end === '' ? [] : [plainWord(end)];
  });
}

/** A bare word, or one in quotes. */
function plainWord(word: string): string | null {
  const inner = /^(["']?)([^\s"'\\$<]+)\1$/.exec(word)?.[2];
  return inner ?? null;
}

/** Thrown where BuildKit's lexer gives up; it then looks for no heredoc at all. */
class GivenUp extends Error {
  constructor(readonly surely = false) {
    super();
  }
}

interface Lexer {
  readonly line: string;
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
    const part = readPart(lexer, raw);
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
  endWord();
  lexer.words = words;
  return text;
}

/** Reads a quoted string, an escaped character, a variable, `<<` with its blanks, or one plain character. */
function readPart(lexer: Lexer, raw: boolean): string {
  const { line, at } = lexer;
  switch (line[at]) {
    case '$':
      return readDollar(lexer);
    case '"':
      return readDouble(lexer);
    case "'":
      lexer.at = line.indexOf("'", at + 1) + 1;
      if (lexer.at === 0) throw new GivenUp();
      return line.slice(at, lexer.at);
    case '\\':
      lexer.at += 2;
      return line.slice(raw ? at : at + 1, lexer.at);
    case '<':
      lexer.at += /^<(?:<[\t\r ]*)?/.exec(line.slice(at))?.[0].length ?? 1;
      return line.slice(at, lexer.at);
    default:
      lexer.at += 1;
      return line.slice(at, lexer.at);
  }
}

function readDouble(lexer: Lexer): string {
  let text = '"';
  lexer.at += 1;
  for (;;) {
    const { line, at } = lexer;
    if (at >= line.length) throw new GivenUp();
    if (line[at] === '$') {
      text += readDollar(lexer);
      continue;
    }
    lexer.at += line[at] === '\\' && /^["$\\]/.test(line.slice(at + 1, at + 2)) ? 2 : 1;
    text += line.slice(at, lexer.at);
    if (line[at] === '"') return text;
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
