/** Our part of a merge request's description: between two comments that GitLab shows to nobody. */

import { createHash } from 'node:crypto';

export interface Described {
  /** Digest of the title that we made up; '' where it is one that somebody has chosen. */
  readonly title: string;
  /** Ids of those whom we have asked. */
  readonly reviewers: readonly number[];
}

export interface Section {
  /** null: somebody has chosen the title. */
  readonly title: string | null;
  readonly section: string;
  readonly reviewers: readonly { readonly id: number }[];
  readonly folder: string;
}

/** Puts our part in, or in the place of what we wrote before. All else stays. */
export function describe(description: string, { title, section, reviewers, folder }: Section): string {
  const ids = [...new Set(reviewers.map(({ id }) => id))].join(',');
  const digest = title === null ? '' : digestOf(title);
  const text = `<!-- cooperage publish ${keyOf(folder)} title=${digest} reviewers=${ids} -->\n\n${section.trim()}\n\n${endOf(folder)}`;
  const lines = description.replaceAll('\r\n', '\n');
  const found = partOf(lines, folder);
  if (found !== null) return lines.slice(0, found.start) + text + lines.slice(found.end);
  return lines.trim() === '' ? text : `${lines.trimEnd()}\n\n${text}`;
}

/** What we wrote before; null where we did not. */
export function described(description: string, folder: string): Described | null {
  const found = partOf(description.replaceAll('\r\n', '\n'), folder);
  if (found === null) return null;
  return { title: found.title, reviewers: found.reviewers };
}

export function digestOf(title: string): string {
  return createHash('sha256').update(title.trim()).digest('hex').slice(0, 8);
}

interface Part extends Described {
  readonly start: number;
  readonly end: number;
}

/** A mark counts only on a line of its own, where nothing of a spec ever stands. */
function partOf(description: string, folder: string): Part | null {
  const begin = new RegExp(
    `^<!-- cooperage publish ${keyOf(folder)} title=([0-9a-f]*) reviewers=([0-9,]*) -->$`,
    'mu',
  ).exec(description);
  if (begin === null) return null;
  const end = new RegExp(`^${endOf(folder)}$`, 'mu').exec(description.slice(begin.index));
  if (end === null) return null;
  const [, title = '', ids = ''] = begin;
  return {
    start: begin.index,
    end: begin.index + end.index + end[0].length,
    title,
    reviewers: ids.split(',').filter(Boolean).map(Number),
  };
}

function endOf(folder: string): string {
  return `<!-- /cooperage publish ${keyOf(folder)} -->`;
}

function keyOf(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 8);
}
