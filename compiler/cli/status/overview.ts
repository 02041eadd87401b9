/** Many images: two lines each. */
import type { BuildSummary, ImageStatus } from '../../builds/status.js';
import { printable } from '../../diagnostics/create.js';
import { count } from '../report.js';
import { duration } from '../run/view.js';
import { cutTo } from '../text-width.js';
import { columnLines, type Column } from './columns.js';
import { LETTER, type Paint } from './paint.js';
import { stageSentence, stageStrip } from './stages.js';
import { ago, howFar, lacking, outcomeOf, shortDigest, tagsOf, why, WORDS } from './words.js';

export interface Look {
  readonly paint: Paint;
  /** Of the terminal; infinite for a file. */
  readonly width: number;
  readonly now: number;
}

const INDENT = '    ';
const SMALLEST_NAME = 12;

export function overview(statuses: readonly ImageStatus[], { paint, width, now }: Look): string {
  const [titles = '', ...rows] = columnLines(columnsOf(statuses, paint, now), width);
  const lines = rows.flatMap((row, index) => {
    const status = statuses[index];
    const more = status === undefined ? '' : secondLine(status, paint, width);
    return more === '' ? [row] : [row, more];
  });
  return [paint.dim(titles), ...lines, '', summary(statuses), ''].join('\n');
}

function columnsOf(statuses: readonly ImageStatus[], paint: Paint, now: number): Column[] {
  const of = (cell: (build: BuildSummary) => string, without = ''): string[] =>
    statuses.map(({ builds: [latest] }) => (latest === undefined ? without : cell(latest)));
  return [
    {
      title: 'image',
      cells: statuses.map(({ image }) => printable(image.slice(image.indexOf('/') + 1))),
      cutTo: SMALLEST_NAME,
      style: paint.bold,
    },
    {
      title: 'last',
      cells: of((build) => `${paint.mark[outcomeOf(build)]} ${WORDS[outcomeOf(build)]}`, '-'),
      style: (cell, row) => {
        const latest = statuses[row]?.builds[0];
        return latest === undefined ? cell : paint.outcome[outcomeOf(latest)](cell);
      },
    },
    { title: 'build', cells: of(({ number }) => `#${number}`), align: 'right', leave: 5 },
    { title: 'when', cells: of(({ started }) => ago(started, now)) },
    { title: 'took', cells: of((build) => duration(build.duration)), align: 'right', leave: 4 },
    { title: 'tags', cells: of((build) => cutTo(tagsOf(build), 24, paint.ellipsis)), leave: 2 },
    { title: 'digest', cells: of(({ digest }) => shortDigest(digest)), leave: 1 },
    {
      title: 'before',
      cells: statuses.map(({ builds }) =>
        builds
          .map((build) => LETTER[outcomeOf(build)])
          .reverse()
          .join(''),
      ),
      leave: 3,
      style: (cell, row) => coloredLetters(cell, statuses[row]?.builds ?? [], paint),
    },
  ];
}

/** The cell holds the builds' letters, the latest last, and blanks. */
function coloredLetters(cell: string, builds: readonly BuildSummary[], paint: Paint): string {
  const oldestFirst = [...builds].reverse();
  return [...cell]
    .map((letter, index) => {
      const build = oldestFirst[index];
      return build === undefined ? letter : paint.outcome[outcomeOf(build)](letter);
    })
    .join('');
}

/** Who and why, the stages, and what the image lacks. */
function secondLine(status: ImageStatus, paint: Paint, width: number): string {
  const [latest] = status.builds;
  const stages = latest?.stages ?? [];
  const strip = stageStrip(stages, paint);
  const texts = [
    lacking(status),
    stageSentence(stages),
    latest === undefined ? '' : howFar(latest),
    latest === undefined ? '' : why(latest.causes),
    lastPushed(status),
  ];
  const text = texts.filter((one) => one !== '').join(paint.dot);
  const taken = INDENT.length + (strip === '' ? 0 : 18);
  const shown = paint.dim(cutTo(text, width - taken, paint.ellipsis));
  return `${INDENT}${strip === '' ? '' : `${strip}  `}${shown}`.trimEnd();
}

/** Of the latest build that left a record, where that isn't the latest. */
function lastPushed({ builds: [latest, ...others] }: ImageStatus): string {
  const pushed = others.find(({ digest }) => digest !== null);
  if (pushed === undefined || latest === undefined || latest.digest !== null) return '';
  return `last pushed: ${shortDigest(pushed.digest)} by #${pushed.number}`;
}

/** `12 images: 8 success, 2 failed, 1 never built, 1 without a job (cooper jobs sync)`. */
export function summary(statuses: readonly ImageStatus[]): string {
  const counts = new Map<string, number>();
  for (const status of statuses) {
    const kind = kindOf(status);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const parts = [...counts].map(([kind, number]) => `${number} ${kind}`);
  return parts.length === 0 ? count(0, 'image') : `${count(statuses.length, 'image')}: ${parts.join(', ')}`;
}

function kindOf({ state, builds: [latest] }: ImageStatus): string {
  if (state === 'missing') return 'without a job (cooper jobs sync)';
  if (state === 'unknown') return 'unknown';
  return latest === undefined ? 'never built' : WORDS[outcomeOf(latest)];
}
