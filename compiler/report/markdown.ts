/**
 * The one place that quotes for GitLab-flavoured Markdown. What comes from a spec, a file name or a branch goes through
 * `code` (or `htmlCode`, where no Markdown is read), and through nothing else.
 *
 * Why code spans: GitLab reads references (`@all`, `#1`, `~label`, a commit's SHA, …), emoji, links, math, HTML and
 * placeholders nowhere inside code (`lib/banzai/filter`: each filter leaves out what stands in `code` and `pre`). Text
 * that is escaped otherwise is not safe: entities are decoded before references are looked for, an address with `&#64;`
 * becomes a link, and which backslashes count depends on GitLab's version. What GitLab reads in the raw text, before any
 * Markdown, stands at the beginning of a line: quick actions, fences, front matter, `::include`. There we never put
 * what is not ours. Two things are left, and stand in a code element of their own, as entities: `|`, which ends a cell
 * of a table also inside code, and whose escape readers disagree about; and what makes a description close an issue
 * (`Closes #1`), which GitLab looks for in the raw text, code or not.
 */

import { printable } from '../diagnostics/create.js';

/** Of a text that is longer, the rest is counted. */
export const LONGEST = 240;

/** A pipe, `#`, and the blank behind the words that close issues (GitLab's default `issue_closing_pattern`). */
const APART =
  /([|#]+|(?<=\b(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)|implement(?:s|ed|ing)?):?) )/giu;

/** Letters that show nothing, beside the control characters that `printable` knows. */
const INVISIBLE =
  /[\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]|\u034f|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/gu;

/** A text that is not ours, in Markdown: as code on one line, cut where it is long. Safe in a cell of a table. */
export function code(text: string, longest = LONGEST): string {
  const { shown, rest } = shorten(text, longest);
  if (shown === '') return '(empty)';
  const parts = shown
    .split(APART)
    .map((part, index) => (index % 2 === 1 ? htmlCode(part) : part === '' ? '' : span(part)));
  return parts.join('') + rest;
}

/**
 * The same where HTML stands and no Markdown is read: in the summary of a fold. In hexadecimal, because `#1` within an
 * entity would be one.
 */
export function htmlCode(text: string, longest = LONGEST): string {
  const { shown, rest } = shorten(text, longest);
  if (shown === '') return '(empty)';
  const encoded = shown.replace(
    /[^\p{L}\p{N}]/gu,
    (character) => `&#x${character.codePointAt(0)?.toString(16)};`,
  );
  return `<code>${encoded}</code>${rest}`;
}

/**
 * A text in code that leads somewhere.
 * @param address a whole address; only of http and https, others give no link
 */
export function link(text: string, address: string): string {
  const target = addressOf(address);
  return target === null ? code(text) : `[${code(text)}](${target})`;
}

/** A folder that opens on a click. Both texts are Markdown or HTML of ours; the summary is HTML on one line. */
export function fold(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body.trimEnd()}\n\n</details>\n`;
}

/** The cells of a row, made only where there is room for them. */
export type Row = () => readonly string[];

/**
 * A table as far as it fits.
 * @param heads and cells: Markdown of ours, on one line, without a pipe
 * @param room in characters; rows beyond it are counted in a line below
 */
export function table(heads: readonly string[], rows: readonly Row[], room: number): string {
  const lines = [heads, heads.map(() => '---')].map(lineOf);
  let used = lines.join('').length;
  for (const row of rows) {
    const line = lineOf(row());
    if (used + line.length > room - 60) break;
    used += line.length;
    lines.push(line);
  }
  const left = rows.length - (lines.length - 2);
  return `${lines.join('')}${left > 0 ? `\n… and ${count(left, 'more row')}, left out here.\n` : ''}`;
}

/** Names as code with commas between, the first of them; the others are counted. */
export function listed(names: readonly string[], most = 20): string {
  const shown: string[] = [];
  // Names are short; where they are not, fewer will do.
  for (let used = 0; shown.length < Math.min(names.length, most) && used < 1000;)
    used += shown[shown.push(code(names[shown.length] ?? '', 100)) - 1]?.length ?? 0;
  const more = names.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** `1 image`, `1,000 images`. */
export function count(number: number, noun: string): string {
  return `${String(number).replace(/\B(?=(\d{3})+$)/gu, ',')} ${noun}${number === 1 ? '' : 's'}`;
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** More backticks around than in it; a blank at both ends would be taken off. */
function span(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padded = /^`|`$|^ .* $/u.test(text) && /[^ ]/u.test(text) ? ` ${text} ` : text;
  return `${fence}${padded}${fence}`;
}

function shorten(text: string, longest: number): { readonly shown: string; readonly rest: string } {
  // What one reads of it is at most `longest` characters, so nobody need look at a mebibyte.
  const start = [...text.slice(0, longest * 2)].slice(0, longest).join('');
  const visible = printable(start).replace(
    INVISIBLE,
    (character) => `\\u${character.codePointAt(0)?.toString(16)}`,
  );
  const left = text.length - start.length;
  return { shown: visible, rest: left === 0 ? '' : `… (${count(left, 'more character')})` };
}

/** An address in which nothing ends a link, or null. */
function addressOf(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/u.test(url.protocol) || url.username !== '' || url.password !== '')
    return null;
  return url.href.replace(
    /[^\w./:?=&%#+-]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
