import type { Arguments, Assignment, Escape } from './ast.js';
import { isBlank, splitOnce, WORD_GAP } from './blanks.js';

/** Words of ENV, LABEL and ARG, parted by blanks outside of quotes; quotes and escapes stay in them. */
export function quotedWords(text: string, escape: Escape): string[] {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && isBlank(text.charAt(at))) at += 1;
    if (at === text.length) return words;
    const { word, end } = readWord(text, at, escape);
    // Only an escape character at the very end can be a word without text.
    if (word !== '') words.push(word);
    at = end;
  }
}

function readWord(text: string, start: number, escape: Escape): { word: string; end: number } {
  let word = '';
  let quote = '';
  let at = start;
  for (; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote === '' && isBlank(character)) break;
    const escapes = character === escape && quote !== "'";
    if (quote === '' && /["']/.test(character)) quote = character;
    else if (quote !== '' && character === quote) quote = '';
    if (!escapes) word += character;
    else if (at + 1 < text.length) word += character + text.charAt((at += 1));
  }
  return { word, end: at };
}

/** Words at every gap, whatever quotes there are. */
export function plainWords(text: string): Arguments {
  return text === '' ? { kind: 'none' } : { kind: 'words', words: text.split(new RegExp(WORD_GAP, 'g')) };
}

/** ENV and LABEL: `k=v k=v`, or the legacy `k v…`. A string is why Docker refuses it. */
export function assignments(verb: string, text: string, escape: Escape): Arguments | string {
  const words = quotedWords(text, escape);
  if (words.length === 0) return { kind: 'none' };
  if (!words[0]?.includes('=')) {
    const parts = splitOnce(text);
    if (parts === null) return `${verb} must have two arguments`;
    return { kind: 'pairs', pairs: [{ name: parts[0], value: parts[1] }], legacy: true };
  }
  const wrong = words.find((word) => !word.includes('='));
  if (wrong !== undefined) return `in ${verb}, "${wrong}" has no \`=\``;
  return { kind: 'pairs', pairs: words.map(assignment), legacy: false };
}

/** ARG: names with or without a default. */
export function declarations(text: string, escape: Escape): Arguments {
  const words = quotedWords(text, escape);
  return words.length === 0
    ? { kind: 'none' }
    : { kind: 'pairs', pairs: words.map(assignment), legacy: false };
}

function assignment(word: string): Assignment {
  const at = word.indexOf('=');
  return at < 0 ? { name: word, value: null } : { name: word.slice(0, at), value: word.slice(at + 1) };
}
