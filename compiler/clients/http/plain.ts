/** Texts from outside, made fit for a line of a terminal. */

const LONGEST = 300;

/**
 * Secrets are replaced, control characters and those that turn the direction of writing become spaces, and what is too long is cut.
 * @param secrets all forms in which they are sent
 */
export function plain(text: string, secrets: readonly string[], longest = LONGEST): string {
  const hidden = masked(text, secrets);
  const line = hidden.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

/** The longest first: one may hold another. */
export function masked(text: string, secrets: readonly string[]): string {
  return [...secrets]
    .filter((secret) => secret !== '')
    .sort((a, b) => b.length - a.length)
    .reduce((left, secret) => left.replaceAll(secret, '****'), text);
}

/** A text of several lines: what is no line end or tab of the control characters is taken away. */
export function lines(text: string): string {
  return text.replace(/\r\n?/gu, '\n').replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '');
}
