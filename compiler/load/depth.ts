/**
 * Offset of the bracket by which more than `most` are nested, or -1. Brackets in strings and comments don't count.
 * Follows the scanner of jsonc-parser in what it makes of broken text: a string ends with its line, and comments
 * are skipped also where they are not allowed. Otherwise a text could hide brackets from this count that the
 * parser, which recurses, then meets.
 */
export function firstTooDeep(text: string, most: number): number {
  let depth = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const character = text[offset];
    if (character === '"') offset = stringEnd(text, offset);
    else if (character === '/') offset = commentEnd(text, offset);
    else if (character === '{' || character === '[') {
      if (++depth > most) return offset;
    } else if (character === '}' || character === ']') depth--;
  }
  return -1;
}

/** Offset of the quote, or of the line break, that ends the string. */
function stringEnd(text: string, start: number): number {
  for (let offset = start + 1; offset < text.length; offset++) {
    const character = text[offset];
    if (character === '\\') offset++;
    else if (character === '"' || character === '\n' || character === '\r') return offset;
  }
  return text.length;
}

/** Offset of the last character of the comment that starts here, or of the `/` where none does. */
function commentEnd(text: string, start: number): number {
  if (text[start + 1] === '*') {
    const end = text.indexOf('*/', start + 2);
    return end === -1 ? text.length : end + 1;
  }
  if (text[start + 1] !== '/') return start;
  for (let offset = start + 2; offset < text.length; offset++)
    if (text[offset] === '\n' || text[offset] === '\r') return offset;
  return text.length;
}
