/** The effect of a change as GitLab-flavoured Markdown for its reviewers: the same bytes for the same change. */

import type { ImageDiff } from '../diff.js';
import { changedWords, numberOf } from '../diff/standings.js';
import type { Effect } from './effect.js';
import { findingParts, policyRows, stalePart } from './findings.js';
import { groupsOf, type Group } from './groups.js';
import { CHANGE_HEADS, rowOf, section } from './images.js';
import { code, count, listed, table, type Row } from './markdown.js';
import type { Links } from './place.js';

export interface ReportOptions {
  /** In characters, at least 20,000. GitLab takes 1,000,000 in a note, but nobody reads them. */
  readonly limit?: number;
  /** Where the files of the sides can be looked at; without, places are text. */
  readonly links?: Links;
}

const LIMIT = 200_000;
const LEAST = 20_000;

/** More rows than this are read one image at a time. */
const LONG = 30;

/** Summary, what to look at first, findings, stale files, then the images. What does not fit is counted. */
export function effectReport(effect: Effect, options: ReportOptions = {}): string {
  const { limit = LIMIT, links = {} } = options;
  const room = Math.max(limit, LEAST);
  const groups = groupsOf(effect.images);
  const parts = [
    `### Effect of this change\n\n${summary(effect)}`,
    ...lookFirst([...policyRows(effect, links), ...attentionRows(groups, links)], room / 10),
    ...findingParts(effect, links, room / 10),
    ...stalePart(effect, links, room / 10),
  ];
  const lists = unchanged(effect);
  const used = [...parts, ...lists].join('\n').length;
  return [...parts, ...sections(groups, links, room - used, room / 4), ...lists].join('\n');
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
    `**${effect.isUnknown ? 'The settings cannot be read: nothing is known of the images.' : headline(images)}**`,
    rebuilt.size === 0 ? '' : `Rebuilt after that: ${count(rebuilt.size, 'more image')}.`,
    effect.policy.length === 0 ? '' : `**${count(effect.policy.length, 'rule')} of the policy changed.**`,
    looks === 0 ? '' : `**${count(looks, 'change')} of rights or secrets to look at.**`,
    number('error') === 0 ? '' : `**${count(number('error'), 'new error')}.**`,
    number('warning') === 0 ? '' : `**${count(number('warning'), 'new warning')}.**`,
    effect.waivers.added.length === 0 ? '' : `**${count(effect.waivers.added.length, 'new waiver')}.**`,
    effect.stale.length === 0 ? '' : `**${count(effect.stale.length, 'generated file')} not current.**`,
  ].filter((line) => line !== '');
  return [
    lines.map((line) => `- ${line}\n`).join(''),
    `Compared: ${code(names.before, 100)} with ${code(names.after, 100)}.\n`,
    ...(isAllNew ? ['The settings of the old side cannot be read: every image counts as new.\n'] : []),
    ...(submodules.length === 0 ? [] : [`Submodules are not looked into: ${listed(submodules)}.\n`]),
  ].join('\n');
}

/** `2 images changed, 1 image added.` */
function headline(images: readonly ImageDiff[]): string {
  const words = changedWords(images, count);
  if (words !== '') return words;
  if (numberOf(images, 'unknown') > 0) return 'No other image changes.';
  return numberOf(images, 'comments') > 0 ? 'Only comments changed: no image changes.' : 'No image changes.';
}

function lookFirst(rows: readonly Row[], room: number): string[] {
  if (rows.length === 0) return [];
  return [`#### Look at this first\n\n${table(['Of', ...CHANGE_HEADS], rows, room)}`];
}

/** Changes of rights and secrets, those of several images once. */
function attentionRows(groups: readonly Group[], links: Links): Row[] {
  return groups.flatMap(({ images: [first, ...others] }) =>
    first.changes
      .filter(({ attention }) => attention)
      .map((change) => () => {
        const and = others.length === 0 ? '' : ` and ${others.length} more`;
        return [`${code(first.dir)}${and}`, ...rowOf({ ...change, attention: false }, first, links)];
      }),
  );
}

/**
 * As many images as fit, and how many are left out.
 * @param one room of one image
 */
function sections(groups: readonly Group[], links: Links, room: number, one: number): string[] {
  const isLong = groups.reduce((sum, { images: [{ changes }] }) => sum + changes.length, 0) > LONG;
  const found: string[] = [];
  // For the line below.
  let left = room - 100;
  for (const group of groups) {
    const text = section(group, isLong && groups.length > 1, links, one);
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
