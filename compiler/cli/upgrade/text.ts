import { createColors } from 'picocolors';
import { printable } from '../../diagnostics/create.js';
import type { Group } from '../../upgrade/groups.js';
import type { UpgradedImage, UpgradePlan } from '../../upgrade-workspace.js';
import { count } from '../report.js';

export interface UpgradeTextOptions {
  readonly color: boolean;
  /** Shows every image. */
  readonly all: boolean;
}

type Paint = ReturnType<typeof createColors>;

/** More than this are counted, not shown. */
const MOST = 10;

/** What would change, by kinds of change; what is shared, and what is left alone. */
export function planText(
  plan: UpgradePlan,
  chosen: ReadonlySet<string>,
  options: UpgradeTextOptions,
): string {
  const { images, groups, shared, total } = plan;
  if (images.length + shared.length === 0)
    return `Nothing to do: the files of ${count(total, 'image')} are those that this version makes.\n`;
  const paint = createColors(options.color);
  const changed = images.filter(({ cause }) => cause === 'compiler');
  const isSome = chosen.size !== changed.length;
  const names = images.filter(({ dir }) => chosen.has(dir)).map(({ dir }) => printable(dir));
  return [
    `${count(groups.length, 'change')} in ${changed.length} of ${count(total, 'image')}${shared.length > 0 ? `, and in ${count(shared.length, 'file')} that all images share` : ''}.\n`,
    ...groups.map((group, index) => groupText(group, index + 1, options, paint)),
    sharedText(plan, options),
    leftText(plan, chosen, options),
    ...(isSome ? [`Would be written: ${listed(names, options.all)}\n`] : []),
  ].join('\n');
}

function groupText(
  { file, dirs, example: { line, above, removed, added, below } }: Group,
  number: number,
  { all }: UpgradeTextOptions,
  paint: Paint,
): string {
  const first = dirs[0] ?? '';
  const shown = (sign: string, lines: readonly string[]): string[] =>
    lines.map((text) => `    ${sign}${printable(text.replaceAll('\t', '    '))}`);
  const diff = [
    ...shown(' ', above),
    ...shown('-', removed).map(paint.red),
    ...shown('+', added).map(paint.green),
    ...shown(' ', below),
  ];
  const what = removed.length + added.length === 0 ? ['    only the digest over the files'] : diff;
  return [
    paint.bold(`${number}. ${file} of ${count(dirs.length, 'image')}`),
    `  as in ${printable(first)}/${file}:${line}`,
    ...what,
    `  images: ${listed(dirs.map(printable), all)}`,
    '',
  ].join('\n');
}

function sharedText({ shared }: UpgradePlan, { all }: UpgradeTextOptions): string {
  if (shared.length === 0) return '';
  const names = shared.map(({ artifact: { path }, standing }) =>
    standing === 'missing' ? `${printable(path)} (new)` : printable(path),
  );
  return `Shared by all images, and written with the first: ${listed(names, all)}\n`;
}

const REASONS: Readonly<Record<Exclude<UpgradedImage['cause'], 'compiler'>, string>> = {
  edited: 'Left alone: somebody has edited these files by hand. Take the edits into the specs',
  spec: 'Left alone: the specs of these have changed too. `cooper compile`, or --only, writes them',
  new: 'Left alone: these have no generated files yet. `cooper compile`, or --only, writes them',
};

/** Images that would change and are not written, and why. */
export function leftText(
  { images, uncommitted, since }: UpgradePlan,
  chosen: ReadonlySet<string>,
  { all }: UpgradeTextOptions,
): string {
  const left = images.filter(({ dir }) => !chosen.has(dir));
  const of = (cause: UpgradedImage['cause']): readonly UpgradedImage[] =>
    left.filter((image) => image.cause === cause);
  const lines = (['edited', 'spec', 'new'] as const).flatMap((cause) => {
    const names = of(cause).map(({ dir, files }) =>
      printable(cause === 'edited' ? `${dir} (${files.map(({ name }) => name).join(', ')})` : dir),
    );
    return names.length === 0 ? [] : [`${REASONS[cause]}: ${listed(names, all || cause === 'edited')}`];
  });
  const later = of('compiler').length;
  return [
    ...lines,
    ...(later > 0 ? [`${count(later, 'image')} left for a later run.`] : []),
    ...(uncommitted.length > 0
      ? [`Not committed, and would be overwritten: ${uncommitted.map(printable).join(', ')}`]
      : []),
    ...('unknown' in since && images.length > 0
      ? ['Without a commit to compare with nobody can tell whether specs have changed too.']
      : []),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function listed(names: readonly string[], all: boolean): string {
  const shown = all ? names : names.slice(0, MOST);
  const more = names.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more (--all shows them)` : '');
}
