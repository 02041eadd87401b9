import { isBlank } from './blanks.js';
import type { Escape } from './ast.js';

/**
 * Takes the flags (`--name=value`) off the front of an instruction's arguments. BuildKit reads them byte by byte and
 * takes each byte for a character, so é becomes two, and the second half of à is a blank.
 * @returns the flags without quotes, and what follows them
 */
export function takeFlags(text: string, escape: Escape): { flags: string[]; rest: string } {
  if (!/^[^\S\n]*--/u.test(text) && !isBlank(text.charAt(0))) return { flags: [], rest: text };
  const bytes = Buffer.from(text).toString('latin1');
  const { flags, restAt } = scan(bytes, escape);
  return { flags, rest: restAt < 0 ? '' : Buffer.from(bytes.slice(restAt), 'latin1').toString() };
}

function scan(text: string, escape: Escape): { flags: string[]; restAt: number } {
  const flags: string[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && isBlank(text.charAt(at))) at += 1;
    if (at === text.length) return { flags, restAt: -1 };
    if (!text.startsWith('--', at)) return { flags, restAt: at };
    const word = readFlag(text, at, escape);
    at = word.end;
    if (word.text === '--') return { flags, restAt: at < text.length ? at : -1 };
    flags.push(word.text);
  }
}

/** Up to a blank outside of quotes, or the end. An escape character at the very end is dropped. */
function readFlag(text: string, start: number, escape: Escape): { text: string; end: number } {
  let word = '';
  let quote = '';
  let at = start;
  for (; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote === '' && isBlank(character)) break;
    if (quote === '' && /["']/.test(character)) quote = character;
    else if (quote !== '' && character === quote) quote = '';
    else if (character !== escape) word += character;
    else if (at + 1 < text.length) word += text.charAt((at += 1));
  }
  return { text: word, end: at };
}
