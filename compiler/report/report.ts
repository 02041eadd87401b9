/** The effect of a change as GitLab-flavoured Markdown for its reviewers: the same bytes for the same change. */

import type { ImageDiff } from '../diff.js';
import type { Effect } from './effect.js';
import { findingParts, stalePart } from './findings.js';
import { CHANGE_HEADS, groupsOf, rowOf, section, type Group } from './images.js';
import { code, count, listed, table } from './markdown.js';
import type { Links } from './place.js';

export interface ReportOptions {
  /** In characters, at least 10,000. GitLab takes 1,000,000 in a note, but nobody reads them. */
  readonly limit?: number;
  /** Where the files of the sides can be looked at; without, places are text. */
  readonly links?: Links;
}

const LIMIT = 200_000;
const LEAST = 10_000;

/** More rows than this are read one image at a time. */
const LONG = 30;

/** Summary, what to look at first, findings, stale files, then the images. What does not fit is counted. */
export function effectReport(effect: Effect, options: ReportOptions = {}): string {
  const { limit = LIMIT, links = {} } = options;
  const room = Math.max(limit, LEAST);
  const groups = groupsOf(effect.images, links, room / 4);
  const parts = [
    `### Effect of this change\n\n${summary(effect)}`,
    ...lookFirst(groups, links, room / 8),
    ...findingParts(effect, links, room / 8),
    ...stalePart(effect, links, room / 8),
  ];
  const lists = unchanged(effect);
  const used = [...parts, ...lists].join('\n').length;
  return [...parts, ...sections(groups, room - used), ...lists].join('\n');
}

function summary(effect: Effect): string {
  const { images, names, isAllNew, submodules } = effect;
  const { added } = effect.findings;
  const number = (severity: string): number => added.filter((one) => one.severity === severity).length;
  const looks = images.reduce(
    (sum, { changes }) => sum + changes.filter(({ attention }) => attention).length,
    0,
  );
  const rebuilt = new Set(images.flatMap(({ dependants }) => dependants));
  for (const { dir, standing } of images) if (standing !== 'same') rebuilt.delete(dir);
  const lines = [
    `**${headline(images)}**`,
    rebuilt.size === 0 ? '' : `Rebuilt after that: ${count(rebuilt.size, 'more image')}.`,
    looks === 0 ? '' : `**${count(looks, 'change')} of rights or secrets to look at.**`,
    number('error') === 0 ? '' : `**${count(number('error'), 'new error')}.**`,
    number('warning') === 0 ? '' : `**${count(number('warning'), 'new warning')}.**`,
    effect.waivers.added.length === 0 ? '' : `**${count(effect.waivers.added.length, 'new waiver')}.**`,
    effect.stale.length === 0 ? '' : `**${count(effect.stale.length, 'generated file')} not current.**`,
  ].filter((line) => line !== '');
  return [
    lines.map((line) => `- ${line}\n`).join(''),
    `Compared: ${code(names.before)} with ${code(names.after)}.\n`,
    ...(isAllNew ? ['The settings of the old side cannot be read: every image counts as new.\n'] : []),
    ...(submodules.length === 0 ? [] : [`Submodules are not looked into: ${listed(submodules)}.\n`]),
  ].join('\n');
}

/** `2 images changed, 1 image added.` */
function headline(images: readonly ImageDiff[]): string {
  const number = (standing: ImageDiff['standing']): number =>
    images.filter((image) => image.standing === standing).length;
  const parts = (['changed', 'added', 'removed'] as const)
    .map((standing) => [number(standing), standing] as const)
    .filter(([amount]) => amount > 0)
    .map(([amount, standing]) => `${count(amount, 'image')} ${standing}`);
  if (parts.length > 0) return `${parts.join(', ')}.`;
  if (number('unknown') > 0) return 'No other image changes.';
  return number('comments') > 0 ? 'Only comments changed: no image changes.' : 'No image changes.';
}

/** Changes of rights and secrets, those of several images once. */
function lookFirst(groups: readonly Group[], links: Links, room: number): string[] {
  const rows = groups.flatMap(({ images: [first, ...others] }) =>
    first.changes
      .filter(({ attention }) => attention)
      .map((change) => {
        const [, ...cells] = rowOf({ ...change, attention: false }, links);
        const and = others.length === 0 ? '' : ` and ${others.length} more`;
        return [`${code(first.dir)}${and}`, change.kind, ...cells];
      }),
  );
  if (rows.length === 0) return [];
  return [`#### Look at this first\n\n${table(['Image', ...CHANGE_HEADS], rows, room)}`];
}

/** As many images as fit, and how many are left out. */
function sections(groups: readonly Group[], room: number): string[] {
  const isLong = groups.reduce((sum, { rows }) => sum + rows, 0) > LONG;
  const found: string[] = [];
  // For the line below.
  let left = room - 100;
  for (const group of groups) {
    const text = section(group, isLong && groups.length > 1);
    left -= text.length + 1;
    if (left < 0) break;
    found.push(text);
  }
  const out = groups.slice(found.length).reduce((sum, { images }) => sum + images.length, 0);
  return out === 0 ? found : [...found, `… and ${count(out, 'more image')}, left out here for length.\n`];
}

function unchanged({ images }: Effect): string[] {
  const without = (standing: ImageDiff['standing'], words: string): string[] => {
    const names = images.filter((image) => image.standing === standing).map(({ dir }) => dir);
    return names.length === 0 ? [] : [`${words}: ${listed(names)}.\n`];
  };
  return [
    ...without('comments', 'Only comments changed'),
    ...without('same', 'Nothing changes, though files were touched'),
    ...without('unknown', 'Not known, because one side has errors'),
  ];
}
