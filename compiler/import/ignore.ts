/** The patterns of a .dockerignore: its lines, without comments and empty ones. */
export function ignorePatterns(text: string): string[] {
  return text
    .replace(/^\ufeff/u, '')
    .split(/\r?\n/u)
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
