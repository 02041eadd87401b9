/** The images of a report: a table for each, images with the same one together. */

import { SUBJECTS } from '../compare/change.js';
import type { Rebuilt } from '../compare/rebuilt.js';
import type { ImageDiff } from '../diff.js';
import type { PlacedChange } from '../diff/written.js';
import { code, count, fold, htmlCode, listed, table } from './markdown.js';
import { placeOf, type Links } from './place.js';
import { valuesOf, whatOf } from './words.js';

/** More changes of one subject than this are counted, not shown. */
const MOST = 40;

export const CHANGE_HEADS = ['', 'What', 'Before', 'After', 'Written in'] as const;

/** Images to which the change does the same. */
export interface Group {
  readonly images: readonly [ImageDiff, ...ImageDiff[]];
  readonly body: string;
  readonly rows: number;
}

/** @param room of one table, in characters */
export function groupsOf(images: readonly ImageDiff[], links: Links, room: number): Group[] {
  const groups = new Map<string, { images: [ImageDiff, ...ImageDiff[]]; rows: number }>();
  for (const image of images) {
    if (!['added', 'removed', 'changed'].includes(image.standing)) continue;
    const rows = rowsOf(image, links);
    const body = [table(CHANGE_HEADS, rows, room), ...linesBelow(image)].join('\n');
    const key = `${image.standing}\n${body}`;
    const known = groups.get(key);
    if (known) known.images.push(image);
    else groups.set(key, { images: [image], rows: rows.length });
  }
  return [...groups].map(([key, { images: own, rows }]) => ({
    images: own,
    body: key.slice(key.indexOf('\n') + 1),
    rows,
  }));
}

/** A group with its head, or folded under it. */
export function section({ images, body, rows }: Group, isFolded: boolean): string {
  const [first, ...others] = images;
  const marks = first.changes.filter(({ attention }) => attention).length;
  const amount = `${count(rows, 'change')}${marks === 0 ? '' : `, ${marks} to look at`}`;
  const word = { added: 'new', removed: 'removed' }[first.standing as string];
  const standing = word === undefined ? '' : ` (${word})`;
  const also = others.length === 0 ? '' : `The same for ${listed(others.map(({ dir }) => dir))}.\n\n`;
  const and = others.length === 0 ? '' : ` and ${count(others.length, 'more image')}`;
  if (isFolded) return fold(`${htmlCode(first.dir)}${and}${standing}: ${amount}`, `${also}${body}`);
  const reference = others.length === 0 ? `Reference ${code(first.reference)}.\n\n` : '';
  return `#### ${code(first.dir)}${and}${standing}\n\n${reference}${also}${body}`;
}

function rowsOf({ changes }: ImageDiff, links: Links): string[][] {
  return SUBJECTS.flatMap((subject) => {
    const own = changes.filter((one) => one.subject === subject);
    const more = own.length - MOST;
    return [
      ...own.slice(0, MOST).map((one) => rowOf(one, links)),
      ...(more > 0 ? [['…', `and ${count(more, 'more change')} of this kind`, '', '', '']] : []),
    ];
  });
}

export function rowOf(change: PlacedChange, links: Links): string[] {
  const mark = change.attention ? '**look** ' : '';
  return [`${mark}${change.kind}`, whatOf(change), ...valuesOf(change), placeOf(change.from, links)];
}

function linesBelow({ standing, rebuilt, dependants }: ImageDiff): string[] {
  return [
    ...(standing === 'changed' ? [`Layers: ${layerWords(rebuilt)}.\n`] : []),
    ...(dependants.length === 0 ? [] : [`Rebuilt after it: ${listed(dependants)}.\n`]),
  ];
}

function layerWords(rebuilt: readonly Rebuilt[]): string {
  if (rebuilt.length === 0) return 'all as before';
  const stages = rebuilt.map(({ stage, first, cause, layers, of }) => {
    const where = stage === null ? '' : `stage ${code(stage)}: `;
    if (first === null) return `${where}none anew, some are gone`;
    const why = { files: ', whose files changed', stage: ', whose stage changed' }[cause as string] ?? '';
    const amount = layers === 0 ? 'none anew, only settings' : `${layers} of ${of} anew`;
    return `${where}${amount}, from ${code(first, 100)} on${why}`;
  });
  return stages.join('; ');
}
