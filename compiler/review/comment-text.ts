import type { Related } from '../model/diagnostic.js';
import { code } from '../report/markdown.js';
import type { Finding } from './finding.js';
import { findingMarker } from './markers.js';

/** How much of the way that led to a problem is told. */
const MOST_RELATED = 5;

/** Characters of a message. */
const LONGEST = 500;

const GONE = '_No longer found._ <!-- cooperage gone -->';

/** The text of the comment on a finding. */
export function commentText({ diagnostic, fingerprint }: Finding, folder: string): string {
  const { severity, code: key, message, help, related = [] } = diagnostic;
  return [
    findingMarker(folder, fingerprint),
    `**${severity}** ${code(message, LONGEST)}`,
    ...(help === '' ? [] : [code(help, LONGEST)]),
    ...(related.length > 0 ? [related.slice(0, MOST_RELATED).map(relatedText).join('\n')] : []),
    `<sub>${code(key)}</sub>`,
  ].join('\n\n');
}

function relatedText({ message, location }: Related): string {
  const place = location ? ` (${code(`${location.file}:${location.start.line}`)})` : '';
  return `- ${code(message, LONGEST)}${place}`;
}

/** The same text with the mark that the finding is gone, so that a comment that we resolved is told from others. */
export function goneText(body: string): string {
  return `${body.trim()}\n\n${GONE}`;
}

export function saysGone(body: string): boolean {
  return body.trimEnd().endsWith(GONE);
}
