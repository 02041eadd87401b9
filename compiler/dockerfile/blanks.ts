/** Blanks, as Go's `unicode.IsSpace` has them; JavaScript's own `trim` takes a byte order mark, too. */

const BLANK = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const START = new RegExp(`^${BLANK}+`, 'u');
const ONE = new RegExp(`^${BLANK}$`, 'u');

export function trimStart(text: string): string {
  // Nearly all text begins with something else.
  return text.charCodeAt(0) > 0x20 && text.charCodeAt(0) < 0x85 ? text : text.replace(START, '');
}

/** Takes blanks (or only these characters) off the end. */
export function trimEnd(text: string, characters?: string): string {
  // Backwards, since a regular expression for an end takes quadratic time.
  let end = text.length;
  const goes = (character: string): boolean => characters?.includes(character) ?? isBlank(character);
  while (end > 0 && goes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

export function trim(text: string): string {
  return trimEnd(trimStart(text));
}

/** Of one UTF-16 unit; all blanks have one. */
export function isBlank(character: string): boolean {
  const code = character.charCodeAt(0);
  if (code < 0x85) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return ONE.test(character);
}

/** What Docker parts words by. */
export const WORD_GAP = /[\t\v\f\r ]+/;

/** Splits at the first gap; null where there is none. */
export function splitOnce(text: string): [string, string] | null {
  const gap = WORD_GAP.exec(text);
  return gap === null ? null : [text.slice(0, gap.index), text.slice(gap.index + gap[0].length)];
}
