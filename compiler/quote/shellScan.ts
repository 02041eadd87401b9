/**
 * Tells whether a string is a complete shell command, so that another can follow it after `;`. It knows the POSIX
 * grammar and the parts of bash that change where a command ends. Where shells differ it refuses.
 */

import {
  fail,
  Incomplete,
  nest,
  type Reader,
  skipArithmetic,
  skipBlanks,
  skipWord,
  take,
} from './shellWords.js';

export type CommandEnd =
  { readonly complete: true; readonly endsWithAmpersand: boolean } | { readonly problem: string };

/** After a command that ends with `&` no `;` may follow. */
export function commandEnd(value: string): CommandEnd {
  const nested = (inner: Reader): void => void list(inner, [')']);
  const reader: Reader = { text: value, at: 0, depth: 0, ends: new Map(), nested };
  try {
    const last = list(reader, []);
    if (last === ';') return fail('It ends with `;`, which is added anyway.');
    return { complete: true, endsWithAmpersand: last === '&' };
  } catch (error) {
    if (error instanceof Incomplete) return { problem: error.message };
    throw error;
  }
}

const SEPARATOR = /^(?:;;&|;;|;&|&&|\|\||\|&|;|&|\||\n)/;
const REDIRECTION = /^(?:&>>|&>|\d*(?:<<<|<<|<&|<>|>>|>&|>\||<|>))/;
/** What begins a compound command, and what must follow one after the other; the last ends it. */
const COMPOUND: Readonly<Record<string, readonly (readonly string[])[]>> = {
  if: [['then'], ['elif', 'else', 'fi']],
  while: [['do'], ['done']],
  until: [['do'], ['done']],
  '{': [['}']],
};
const CLOSERS = ['then', 'elif', 'else', 'fi', 'do', 'done', 'esac', '}'];

/** Reads commands up to and over one of `closers`; without closers up to the end. Gives back what ended the last. */
function list(reader: Reader, closers: readonly string[]): string {
  return nest(reader, () => readList(reader, closers));
}

function readList(reader: Reader, closers: readonly string[]): string {
  let last = '';
  for (let wantsCommand = true; ;) {
    skipBlanks(reader);
    const closer = closerAt(reader, closers, wantsCommand);
    if (closer !== undefined) {
      if (last === '' && wantsCommand && !closer.startsWith(';') && closer !== 'esac')
        fail(`There is no command before \`${closer}\`.`);
      if (isJoint(last)) fail(`There is no command after \`${last}\`.`);
      return closer;
    }
    if (reader.at >= reader.text.length) {
      if (closers.length > 0) fail(`It is not complete: \`${closers.join('` or `')}\` is missing.`);
      if (last === '' && wantsCommand) fail('It holds no command.');
      if (isJoint(last)) fail(`It ends with \`${last}\`, so a command is missing.`);
      return last;
    }
    const separator = REDIRECTION.test(reader.text.slice(reader.at, reader.at + 2))
      ? ''
      : take(reader, SEPARATOR);
    if (separator === '\n') {
      if (!isJoint(last)) wantsCommand = true;
    } else if (separator !== '') {
      if (wantsCommand) fail(`There is no command before \`${separator}\`.`);
      if (separator.length > 1 && separator.startsWith(';'))
        fail(`\`${separator}\` stands outside of \`case\`.`);
      last = separator;
      wantsCommand = true;
    } else {
      if (!wantsCommand) fail('Something follows a command without `;` between.');
      command(reader);
      last = '';
      wantsCommand = false;
    }
  }
}

/** An operator that a command must follow. */
function isJoint(operator: string): boolean {
  return operator === '&&' || operator.startsWith('|');
}

/** A closer that stands here, already read. Words close only where a command may begin. */
function closerAt(reader: Reader, closers: readonly string[], wantsCommand: boolean): string | undefined {
  for (const closer of closers) {
    const isWord = /^[a-z}]/.test(closer);
    if (isWord ? wantsCommand && wordAhead(reader) === closer : reader.text.startsWith(closer, reader.at)) {
      reader.at += closer.length;
      return closer;
    }
  }
  return undefined;
}

/** The plain word that starts here, '' where it is quoted or none. */
function wordAhead(reader: Reader): string {
  return (
    /^[^\s;&|<>()"'`$\\]*(?=$|[\s;&|<>()])/.exec(reader.text.slice(reader.at, reader.at + 40))?.[0] ?? ''
  );
}

/** Reads one command, with its redirections. */
function command(reader: Reader): void {
  nest(reader, () => readCommand(reader));
}

function readCommand(reader: Reader): void {
  const word = wordAhead(reader);
  if (CLOSERS.includes(word)) fail(`\`${word}\` stands where nothing was begun for it.`);
  const steps = COMPOUND[word];
  if (reader.text[reader.at] === ')') fail('A `)` closes nothing.');
  if (word === '!' || word === 'time') {
    reader.at += word.length;
    skipBlanks(reader);
    if (word === '!' && /^[;&|)\n]?$/.test(reader.text.slice(reader.at, reader.at + 1)))
      fail('There is no command after `!`.');
    return command(reader);
  }
  if (word === '' && reader.text[reader.at] === '(') {
    if (!skipArithmetic(reader)) {
      reader.at += 1;
      list(reader, [')']);
    }
  } else if (steps !== undefined && Object.hasOwn(COMPOUND, word)) {
    reader.at += word.length;
    for (const closers of steps) compoundPart(reader, closers);
  } else if (word === 'for' || word === 'select') {
    forLoop(reader, word);
  } else if (word === 'case') {
    caseOf(reader);
  } else return simple(reader, word);
  redirections(reader);
}

/** Reads up to the last closer: `elif` and `else` go on. */
function compoundPart(reader: Reader, closers: readonly string[]): void {
  const last = closers.at(-1);
  for (let closer = list(reader, closers); closer !== last;) {
    if (closer === 'elif') list(reader, ['then']);
    closer = list(reader, closer === 'elif' ? closers : ['fi']);
  }
}

function forLoop(reader: Reader, word: string): void {
  reader.at += word.length;
  skipBlanks(reader);
  if (!skipArithmetic(reader)) {
    if (!skipWord(reader)) fail(`A name is missing after \`${word}\`.`);
    skipLines(reader);
    if (wordAhead(reader) === 'in')
      for (skipWord(reader); ;) if ((skipBlanks(reader), !skipWord(reader))) break;
  }
  skipBlanks(reader);
  take(reader, /^;/);
  skipLines(reader);
  if (wordAhead(reader) !== 'do') fail(`It is not complete: \`do\` is missing after \`${word}\`.`);
  reader.at += 2;
  list(reader, ['done']);
}

function caseOf(reader: Reader): void {
  reader.at += 4;
  skipBlanks(reader);
  if (!skipWord(reader)) fail('A word is missing after `case`.');
  skipLines(reader);
  if (wordAhead(reader) !== 'in') fail('It is not complete: `in` is missing after `case`.');
  reader.at += 2;
  for (let closer = ''; closer !== 'esac';) {
    skipLines(reader);
    if (wordAhead(reader) === 'esac') {
      reader.at += 4;
      return;
    }
    take(reader, /^\(/);
    do {
      skipBlanks(reader);
      if (!skipWord(reader)) fail('It is not complete: a pattern or `esac` is missing in `case`.');
      skipBlanks(reader);
    } while (take(reader, /^\|/) !== '');
    if (take(reader, /^\)/) === '') fail('It is not complete: `)` is missing after a pattern of `case`.');
    closer = list(reader, [';;&', ';;', ';&', 'esac']);
  }
}

/** Words, assignments and redirections; or a function's name and body. */
function simple(reader: Reader, first: string): void {
  for (let count = 0; ; count += 1) {
    redirections(reader);
    const start = reader.at;
    const isTest = count === 0 && first === '[[';
    if (!skipWord(reader)) break;
    if (isTest) return testBrackets(reader);
    const word = reader.text.slice(start, reader.at);
    if (/^[A-Za-z_]\w*\+?=$/.test(word) && take(reader, /^\(/) !== '') array(reader);
    skipBlanks(reader);
    if (count === 0 && word === 'function') {
      if (!skipWord(reader)) fail('A name is missing after `function`.');
      skipBlanks(reader);
      take(reader, /^\([ \t]*\)/);
      return body(reader);
    }
    if (reader.text[reader.at] === '(') {
      if (count > 0 || take(reader, /^\([ \t]*\)/) === '')
        fail('A `(` stands where a shell does not expect one.');
      return body(reader);
    }
  }
}

/** A function's body. */
function body(reader: Reader): void {
  skipLines(reader);
  if (reader.at >= reader.text.length) fail('It is not complete: the body of a function is missing.');
  command(reader);
}

/** The words of bash's `a=(…)`. */
function array(reader: Reader): void {
  do skipLines(reader);
  while (skipWord(reader));
  if (take(reader, /^\)/) === '') fail('It is not complete: `)` is missing.');
}

/** bash's `[[ … ]]`, in which operators have another meaning. */
function testBrackets(reader: Reader): void {
  for (;;) {
    skipLines(reader);
    if (wordAhead(reader) === ']]') {
      reader.at += 2;
      return redirections(reader);
    }
    if (!skipWord(reader) && take(reader, /^[&|<>()]/) === '') fail('It is not complete: `]]` is missing.');
  }
}

function redirections(reader: Reader): void {
  for (;;) {
    skipBlanks(reader);
    if (/^[<>]\(/.test(reader.text.slice(reader.at, reader.at + 2))) return;
    const operator = take(reader, REDIRECTION);
    if (operator === '') return;
    if (/^\d*<<$/.test(operator)) fail('It starts a heredoc, whose text cannot stand on the same line.');
    skipBlanks(reader);
    if (!skipWord(reader)) fail(`A file is missing after \`${operator}\`.`);
  }
}

/** Skips blanks and line breaks. */
function skipLines(reader: Reader): void {
  do skipBlanks(reader);
  while (take(reader, /^\n/) !== '');
}
