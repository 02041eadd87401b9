/** The images of a report: a table for each, or for those to which the change does the same. */

import { SUBJECTS } from '../compare/change.js';
import type { Rebuilt } from '../compare/rebuilt.js';
import type { ImageDiff } from '../diff.js';
import type { PlacedChange } from '../diff/written.js';
import type { Group } from './groups.js';
import { code, count, fold, htmlCode, listed, table, type Row } from './markdown.js';
import { placeOf, type Links } from './place.js';
import { valuesOf, whatOf } from './words.js';

/** More changes of one subject than this are counted, not shown. */
const MOST = 40;

export const CHANGE_HEADS = ['', 'What', 'Before', 'After', 'Written in'] as const;

/**
 * A group with its head, or folded under it.
 * @param room of its table, in characters
 */
export function section({ images, isExact }: Group, isFolded: boolean, links: Links, room: number): string {
  const [first, ...others] = images;
  const { changes } = first;
  const marks = changes.filter(({ attention }) => attention).length;
  const amount = `${count(changes.length, 'change')}${marks === 0 ? '' : `, ${marks} to look at`}`;
  const word = { added: 'new', removed: 'removed' }[first.standing as string];
  const standing = word === undefined ? '' : ` (${word})`;
  const and = others.length === 0 ? '' : ` and ${count(others.length, 'more image')}`;
  const own = isExact ? '' : ', each with its own name and places';
  const body = [
    ...(others.length === 0
      ? isFolded
        ? []
        : [`Reference ${code(first.reference)}.\n`]
      : [`The same for ${listed(others.map(({ dir }) => dir))}${own}.\n`]),
    table(CHANGE_HEADS, rowsOf(first, links), room),
    ...linesBelow(images, room / 2),
  ].join('\n');
  if (isFolded) return fold(`${htmlCode(first.dir)}${and}${standing}: ${amount}`, body);
  return `#### ${code(first.dir)}${and}${standing}\n\n${body}`;
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

/** What is built anew: of one image, or of all of the group where they have the same; else a table of them. */
function linesBelow(images: Group['images'], room: number): string[] {
  const [first] = images;
  if (first.standing !== 'changed') return [];
  const isSame = (one: ImageDiff): boolean =>
    JSON.stringify([one.rebuilt, one.dependants]) === JSON.stringify([first.rebuilt, first.dependants]);
  if (images.every(isSame))
    return [
      `Layers: ${layerWords(first.rebuilt)}.\n`,
      ...(first.dependants.length === 0 ? [] : [`Rebuilt after it: ${listed(first.dependants)}.\n`]),
    ];
  const rows = images.map(({ dir, rebuilt, dependants }) => () => [
    code(dir),
    layerWords(rebuilt),
    listed(dependants),
  ]);
  return [table(['Image', 'Layers', 'Rebuilt after it'], rows, room)];
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
