/** What lies between the tokens of a JSON text that is known to be valid: blanks, line ends, comments, commas. */

/** Offset of the first character from `at` on that is neither white space nor part of a comment. */
export function skipTrivia(text: string, at: number): number {
  for (;;) {
    const end = skipComment(text, skipSpace(text, at));
    if (end === at) return at;
    at = end;
  }
}

/** Offset of the comma behind a value that ends at `end`, or -1. */
export function commaAfter(text: string, end: number): number {
  const at = skipTrivia(text, end);
  return text[at] === ',' ? at : -1;
}

/** Where the comments end that follow on the same line; `at` where none does. */
export function tailEnd(text: string, at: number): number {
  for (;;) {
    const start = skipBlanks(text, at);
    const end = skipComment(text, start);
    if (end === start) return at;
    at = end;
  }
}

/** Offset behind spaces and tabs. */
export function skipBlanks(text: string, at: number): number {
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

/** Whether a line ends here, or the text does. */
export function isLineEnd(text: string, at: number): boolean {
  return at >= text.length || text[at] === '\n' || text[at] === '\r';
}

/** Offset of the first character of the line that `at` is in. */
export function lineStart(text: string, at: number): number {
  while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') at--;
  return at;
}

/** The blanks with which the line begins that `at` is in. */
export function indentAt(text: string, at: number): string {
  const start = lineStart(text, at);
  return text.slice(start, skipBlanks(text, start));
}

/** Offset of the line end before a line that starts at `start`. */
export function lineEndBefore(text: string, start: number): number {
  return text.slice(0, start).endsWith('\r\n') ? start - 2 : start - 1;
}

export function hasLineEnd(text: string): boolean {
  return /[\r\n]/u.test(text);
}

export function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/u.test(text);
}

function skipSpace(text: string, at: number): number {
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at++;
  return at;
}

/** Offset behind the comment that starts here; a comment to the end of the line ends before that end. */
function skipComment(text: string, at: number): number {
  if (text.startsWith('/*', at)) return text.indexOf('*/', at + 2) + 2;
  if (!text.startsWith('//', at)) return at;
  while (!isLineEnd(text, at)) at++;
  return at;
}
