/**
 * The quick way through JSON: most specs hold nothing that needs a place in the text, and JSON.parse is many times
 * faster than building a syntax tree. Whatever it is not sure of, it leaves to the thorough way.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * The value of a text that surely is JSON without duplicate keys, deep nesting, odd characters or numbers that
 * lose digits; otherwise null, which says nothing about the text.
 */
export function parsePlain(text: string, deepest: number): { readonly value: unknown } | null {
  if (text.includes('\uFFFF') || !hasPlainStructure(text, deepest)) return null;
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

function hasPlainStructure(text: string, deepest: number): boolean {
  /** Keys of each open object; null for an open array. */
  const open: (Set<string> | null)[] = [];
  let keyFollows = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at + 1);
      if (end === -1) return false;
      if (keyFollows && !isNewKey(text.slice(at + 1, end), open.at(-1))) return false;
      keyFollows = false;
      at = end;
    } else if (code === 0x7b || code === 0x5b) {
      keyFollows = code === 0x7b;
      if (open.push(keyFollows ? new Set() : null) > deepest) return false;
    } else if (code === 0x7d || code === 0x5d) open.pop();
    else if (code === 0x2c) keyFollows = open.at(-1) != null;
    else if (code >= 0x30 && code <= 0x39) {
      const end = endOfNumber(text, at);
      // A long number may be rounded, and 1e999 is none.
      if (end - at > 15 || /[eE]/u.test(text[end] ?? '')) return false;
      at = end - 1;
    }
  }
  return true;
}

/** Offset of the closing quote; -1 where there is none, or an escape that may hide an odd character. */
function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH && text[++at] === 'u') return -1;
  }
  return -1;
}

function isNewKey(key: string, keys: Set<string> | null | undefined): boolean {
  // An escaped key may equal another one that is written otherwise.
  if (!keys || keys.has(key) || key === '__proto__' || key.includes('\\')) return false;
  keys.add(key);
  return true;
}

function endOfNumber(text: string, from: number): number {
  let at = from;
  while (/[0-9.]/u.test(text[at] ?? '')) at++;
  return at;
}
