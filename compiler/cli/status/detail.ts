/** One image: its last builds as a table with a chart of how long they took, and the stages of the latest. */
import type { BuildSummary, ImageStatus } from '../../builds/status.js';
import { printable } from '../../diagnostics/create.js';
import { duration } from '../run/view.js';
import { cutTo } from '../text-width.js';
import { bar, median } from './chart.js';
import { columnLines, type Column } from './columns.js';
import type { Look } from './overview.js';
import { stageChart } from './stages.js';
import { ago, howFar, lacking, outcomeOf, shortDigest, tagsOf, why, WORDS } from './words.js';

const BAR = 24;
/** A change that is worth a word, in percent. */
const NOTABLE = 5;

export function detail(status: ImageStatus, look: Look): string {
  const { image, job, url, builds } = status;
  const { paint, width } = look;
  const lines = [
    `${paint.bold(printable(image))}  job ${printable(job)}`,
    ...(url === null ? [] : [paint.dim(printable(url))]),
  ];
  const missing = lacking(status);
  if (missing !== '') lines.push(cutTo(missing, width, paint.ellipsis));
  const [latest] = builds;
  if (latest === undefined) return `${lines.join('\n')}\n`;
  const [titles = '', ...rows] = columnLines(columnsOf(builds, look), width);
  lines.push('', paint.dim(titles), ...rows, '', ...trend(builds));
  const far = howFar(latest);
  if (latest.stages !== null && latest.stages.length > 0)
    lines.push(
      `Stages of #${latest.number}${far === '' ? '' : `, ${far}`}:`,
      ...stageChart(latest.stages, paint, width),
    );
  return `${lines.join('\n')}\n`;
}

function columnsOf(builds: readonly BuildSummary[], { paint, now }: Look): Column[] {
  const most = Math.max(...builds.map((build) => build.duration));
  const style = (cell: string, row: number): string => {
    const build = builds[row];
    return build === undefined ? cell : paint.outcome[outcomeOf(build)](cell);
  };
  const of = (cell: (build: BuildSummary) => string): string[] => builds.map(cell);
  return [
    { title: 'build', cells: of(({ number }) => `#${number}`), align: 'right' },
    {
      title: 'result',
      cells: of((build) => `${paint.mark[outcomeOf(build)]} ${WORDS[outcomeOf(build)]}`),
      style,
    },
    { title: 'when', cells: of(({ started }) => ago(started, now)) },
    { title: 'took', cells: of((build) => duration(build.duration)), align: 'right' },
    {
      title: '',
      cells: of((build) => bar(build.duration, most, BAR, paint.blocks)),
      leave: 4,
      style,
    },
    { title: 'tags', cells: of((build) => cutTo(tagsOf(build), 24, paint.ellipsis)), leave: 2 },
    { title: 'digest', cells: of(({ digest }) => shortDigest(digest)), leave: 1 },
    { title: 'why', cells: of(({ causes }) => why(causes)), leave: 3, cutTo: 6 },
  ];
}

/** How long successes take, and how the latest of them compares with the others. */
export function trend(builds: readonly BuildSummary[]): string[] {
  const [latest, ...earlier] = builds
    .filter((build) => outcomeOf(build) === 'SUCCESS')
    .map((build) => build.duration);
  const usual = median(earlier);
  if (latest === undefined || usual === null || usual === 0) return [];
  const change = Math.round((latest / usual - 1) * 100);
  const compared =
    Math.abs(change) < NOTABLE ? 'as long' : `${Math.abs(change)} % ${change > 0 ? 'longer' : 'shorter'}`;
  return [
    `The median of ${earlier.length} earlier successes is ${duration(usual)}; the latest one took ${compared}.`,
    '',
  ];
}
