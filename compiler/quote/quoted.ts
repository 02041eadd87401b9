/** What a quoting function gives back: the text for the target syntax, or why the value cannot be said in it. */

/** A problem is a plain sentence about the value, without its place: the caller knows where the value stands. */
export type Quoted = { readonly text: string } | { readonly problem: string };

/** Blanks as Go sees them, and the byte order mark, which its scanners skip. */
export function hasBlankEdge(value: string): boolean {
  return /^[\s\u0085\ufeff]|[\s\u0085\ufeff]$/u.test(value);
}

/** The escape character of a Dockerfile, as its directive `escape` states it. */
export type Escape = '\\' | '`';

/** True for a value that the target syntax cannot express. */
export function isProblem(result: object): result is { readonly problem: string } {
  return 'problem' in result;
}

/** Why no target can hold this text at all, or undefined: NUL ends every C string, half a character has no UTF-8. */
export function unsayable(value: string): string | undefined {
  if (value.includes('\0')) return 'A NUL character cannot be part of it.';
  // With the `u` flag a surrogate of a whole pair is never matched.
  if (/\p{Cs}/u.test(value))
    return 'It holds half of a character (a lone surrogate), which has no UTF-8 form.';
  return undefined;
}

/**
 * The escapes of characters that a reader cannot see, or that turn the shown order around. JSON and Groovy both
 * read `\uXXXX` back, so a reviewer sees what is there.
 */
export function escapeUnseen(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u${hex(character)}`);
}

const UNSEEN = /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/g;

/** Four hexadecimal digits of one UTF-16 unit. */
export function hex(unit: string): string {
  return unit.charCodeAt(0).toString(16).padStart(4, '0');
}
