import { code, count, table } from '../report/markdown.js';
import type { Finding } from './finding.js';

/** Characters of the table of findings that the report does not have; the others are counted below it. */
const ROOM = 20_000;

/** Characters of a message. */
const LONGEST = 500;

/**
 * The text of a note: the report, and what it does not have.
 * @param report Markdown; it has the findings that are new
 * @param before findings that are not
 * @param unplaced how many of all have no comment at their line
 */
export function noteText(report: string, before: readonly Finding[], unplaced: number): string {
  const rows = before.map(({ path, diagnostic: { severity, code: key, message, location } }) => () => [
    `**${severity}**`,
    code(key),
    code(message, LONGEST),
    code(`${path}:${location.start.line}`),
  ]);
  const heads = ['', 'Finding', 'Says', 'Where'];
  const parts = [
    report.trimEnd(),
    rows.length === 0 ? '' : `#### Errors that were there before\n\n${table(heads, rows, ROOM).trimEnd()}`,
    unplaced === 0
      ? ''
      : `${count(unplaced, 'finding')} without a comment: the diff does not show the line, or there are too many.`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
