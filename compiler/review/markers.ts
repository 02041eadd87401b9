/** What our texts in a merge request are known by: HTML comments, which GitLab shows to nobody. */
import { createHash } from 'node:crypto';

/**
 * Of the one note that tells of a workspace.
 * @param folder of the workspace in its repository; '' is the top. A repository may hold several
 */
export function reportMarker(folder: string): string {
  return folder === '' ? '<!-- cooperage report -->' : `<!-- cooperage report ${short(folder)} -->`;
}

/** Of the comment on a finding. @param fingerprint 32 hexadecimal digits */
export function findingMarker(folder: string, fingerprint: string): string {
  return `<!-- cooperage finding ${short(folder)} ${fingerprint} -->`;
}

/** The fingerprint of a comment on a finding in this workspace; null for any other text. */
export function fingerprintIn(body: string, folder: string): string | null {
  const [, key, fingerprint = null] =
    /^<!-- cooperage finding ([0-9a-f]{8}) ([0-9a-f]{32}) -->/u.exec(body) ?? [];
  return key === short(folder) ? fingerprint : null;
}

/** What a text has at its very start cannot come from a spec that it quotes. */
export function begins(body: string, marker: string): boolean {
  return body.startsWith(marker);
}

/** Whether GitLab holds this text: it trims ends, and may write line ends in its own way. */
export function sameText(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}

function short(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 8);
}
