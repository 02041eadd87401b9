/** The stages of a build: as a strip of letters, as a sentence, as a chart. */
import type { Stage } from '../../clients/jenkins/types.js';
import { printable } from '../../diagnostics/create.js';
import { duration } from '../run/view.js';
import { cutTo, padTo, widthOf } from '../text-width.js';
import { bar, shares } from './chart.js';
import type { Paint } from './paint.js';

const STRIP = 16;
/** In place of a letter that takes no column or two. */
const OTHER = '*';
const BAR = 30;
const LONGEST_NAME = 30;
const SHORTEST_NAME = 6;
/** What a line of the chart has beside the name: the duration, a word. */
const BESIDE_NAME = 28;
/** Of stages that Declarative makes by itself. */
const DECLARATIVE = 'Declarative: ';

/** A letter of each stage for its share of the time, such as `VPBBBBBBBBBBTP`. A stage that went wrong is in small letters. */
export function stageStrip(stages: readonly Stage[], paint: Paint): string {
  const shown = stages.filter(({ status }) => status !== 'NOT_EXECUTED');
  const columns = shares(
    shown.map((stage) => stage.duration),
    STRIP,
  );
  return shown
    .map(({ name, status }, index) => {
      const [initial = OTHER] = cleanName(name);
      const cased = isWrong(status) ? initial.toLowerCase() : initial.toUpperCase();
      const letter = widthOf(cased) === 1 ? cased : OTHER;
      return paint.stage[status](letter.repeat(columns[index] ?? 0));
    })
    .join('');
}

/** Where it went wrong, where it is, or what took longest; '' of none. */
export function stageSentence(stages: readonly Stage[]): string {
  const wrong = stages.find(({ status }) => isWrong(status));
  const running = stages.find(({ status }) => status === 'IN_PROGRESS' || status === 'PAUSED_PENDING_INPUT');
  const longest = stages.reduce<Stage | null>(
    (most, stage) => (most === null || stage.duration > most.duration ? stage : most),
    null,
  );
  if (running?.status === 'PAUSED_PENDING_INPUT') return `waits for an answer in ${cleanName(running.name)}`;
  if (running) return `in ${cleanName(running.name)}`;
  if (wrong)
    return `${wrong.status.toLowerCase()} in ${cleanName(wrong.name)} after ${duration(wrong.duration)}`;
  return longest === null ? '' : `${cleanName(longest.name)} took ${duration(longest.duration)}`;
}

/** A line each. @param width of the terminal */
export function stageChart(stages: readonly Stage[], paint: Paint, width: number): string[] {
  const longest = Math.min(LONGEST_NAME, Math.max(SHORTEST_NAME, width - BESIDE_NAME));
  const names = stages.map(({ name }) => cutTo(cleanName(name), longest, paint.ellipsis));
  const nameWidth = Math.max(0, ...names.map(widthOf));
  const most = Math.max(0, ...stages.map((stage) => stage.duration));
  return stages.map((stage, index) => {
    const { status } = stage;
    const head = `  ${padTo(names[index] ?? '', nameWidth)}  ${padTo(duration(stage.duration), 12, 'right')}  `;
    const word = status === 'SUCCESS' ? '' : `  ${status.toLowerCase().replaceAll('_', ' ')}`;
    const room = Math.min(BAR, width - widthOf(head) - widthOf(word));
    const drawn = room > 3 ? bar(stage.duration, most, room, paint.blocks) : '';
    return `${head}${paint.stage[status](drawn + word)}`.trimEnd();
  });
}

function isWrong(status: Stage['status']): boolean {
  return status === 'FAILED' || status === 'ABORTED' || status === 'UNSTABLE';
}

function cleanName(name: string): string {
  return printable(name.startsWith(DECLARATIVE) ? name.slice(DECLARATIVE.length) : name);
}
