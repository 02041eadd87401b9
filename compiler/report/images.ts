/** The images of a report: a table for each, images with the same one together. */

import { SUBJECTS } from '../compare/change.js';
import type { Rebuilt } from '../compare/rebuilt.js';
import type { ImageDiff } from '../diff.js';
import type { PlacedChange } from '../diff/written.js';
import { code, count, fold, htmlCode, listed, table, type Row } from './markdown.js';
import { placeOf, type Links } from './place.js';
import { valuesOf, whatOf } from './words.js';

/** More changes of one subject than this are counted, not shown. */
const MOST = 40;

export const CHANGE_HEADS = ['', 'What', 'Before', 'After', 'Written in'] as const;

/** Images to which the change does the same. */
export interface Group {
  readonly images: readonly [ImageDiff, ...ImageDiff[]];
  readonly rows: number;
}

export function groupsOf(images: readonly ImageDiff[]): Group[] {
  const groups = new Map<string, { images: [ImageDiff, ...ImageDiff[]]; rows: number }>();
  for (const image of images) {
    const { standing, changes, rebuilt, dependants } = image;
    if (!['added', 'removed', 'changed'].includes(standing)) continue;
    // What the tables leave out counts, too.
    const key = JSON.stringify([standing, changes, rebuilt, dependants]);
    const known = groups.get(key);
    if (known) known.images.push(image);
    else groups.set(key, { images: [image], rows: changes.length });
  }
  return [...groups.values()];
}

/**
 * A group with its head, or folded under it.
 * @param room of its table, in characters
 */
export function section({ images, rows }: Group, isFolded: boolean, links: Links, room: number): string {
  const [first, ...others] = images;
  const body = [table(CHANGE_HEADS, rowsOf(first, links), room), ...linesBelow(first)].join('\n');
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

function rowsOf(image: ImageDiff, links: Links): Row[] {
  return SUBJECTS.flatMap((subject) => {
    const own = image.changes.filter((one) => one.subject === subject);
    const more = own.length - MOST;
    return [
      ...own.slice(0, MOST).map((one) => () => rowOf(one, image, links)),
      ...(more > 0 ? [() => ['…', `and ${count(more, 'more change')} of this kind`, '', '', '']] : []),
    ];
  });
}

/** Of a new image everything is added, also what is otherwise than usual. */
export function rowOf(change: PlacedChange, { standing }: ImageDiff, links: Links): string[] {
  const shown = standing === 'added' ? ({ ...change, kind: 'added', before: null } as const) : change;
  const mark = change.attention ? '**look** ' : '';
  return [`${mark}${shown.kind}`, whatOf(shown), ...valuesOf(shown), placeOf(change.from, links)];
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
