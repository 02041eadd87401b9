/** Lines of a comment or text field: an array is lines already, a string may hold line breaks. */
export function linesOf(text: string | readonly string[] | undefined): readonly string[] {
  if (text === undefined) return [];
  return typeof text === 'string' ? text.split('\n') : text;
}

/** File content: an array is lines, each ended by a line break; a string is taken as it is. */
export function contentOf(text: string | readonly string[]): string {
  return typeof text === 'string' ? text : text.map((line) => `${line}\n`).join('');
}

/** Lines of a heredoc, which always ends with a line break: that of a string's end adds no empty line. */
export function heredocLines(text: string | readonly string[]): readonly string[] {
  return linesOf(typeof text === 'string' ? text.replace(/\n$/u, '') : text);
}
