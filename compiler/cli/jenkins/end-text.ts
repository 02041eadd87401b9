import { createColors } from 'picocolors';
import type { BuildEnd } from '../../builds/end-of-build.js';
import type { BuildEvent } from '../../builds/events.js';
import { printable } from '../../diagnostics/create.js';
import type { Io } from '../io.js';
import { failureText } from './failure-text.js';
import { duration } from '../run/view.js';
import { paintFor } from '../status/paint.js';
import { WORDS } from '../status/words.js';
import { shortStage } from '../build/view.js';

/**
 * The result of a build, its stages, what it pushed, or why it failed.
 * @param from when and why it was started, for who looks at it afterwards: without it, where to read on
 */
export function endText(event: BuildEnd, io: Io, from?: string): string {
  const { image, number, url, result, ms, stages, record, failure } = event;
  const paint = paintFor(io);
  const { dim } = createColors(io.color);
  const shown = stages.map((stage) => stageText(shortStage(stage.name), stage.status, duration(stage.ms)));
  const outcome = paint.outcome[result](`${paint.mark[result]} ${WORDS[result]}`);
  const lines = [
    `${outcome}: ${printable(image)} #${number} after ${duration(ms)}${from === undefined ? `  ${dim(printable(url))}` : ` (${from})`}`,
  ];
  if (shown.length > 0) lines.push(`  stages: ${shown.join(', ')}`);
  if (record) {
    const word = record.result === 'unchanged' ? 'unchanged at the registry' : 'pushed';
    lines.push(`  ${word}: ${printable(record.reference)}`, `  digest: ${printable(record.digest)}`);
    if (record.tags.length > 1) lines.push(`  tags: ${record.tags.map((tag) => printable(tag)).join(' ')}`);
  }
  const more = from === undefined ? `  log: cooper logs ${printable(image)} --build ${number}\n` : '';
  const rest = failure === null ? '' : failureText(failure, io) + more;
  return `${lines.join('\n')}\n${rest}`;
}

/** What came of it can't be told. */
export function lostText(
  { image, number, url, reason, advice }: Extract<BuildEvent, { type: 'lost' }>,
  io: Io,
): string {
  const { dim, red } = createColors(io.color);
  const help = advice === '' ? '' : `  ${printable(advice)}\n`;
  return `${red('lost sight of')}: ${printable(image)} #${number}: ${printable(reason)}  ${dim(printable(url))}\n${help}`;
}

/** Why there was no build. */
export function notBuiltText(
  { image, reason, advice }: Extract<BuildEvent, { type: 'not-built' }>,
  io: Io,
): string {
  const { red } = createColors(io.color);
  const help = advice === '' ? '' : `  ${printable(advice)}\n`;
  return `${red('not built')}: ${printable(image)}: ${printable(reason)}\n${help}`;
}

/** `Build 1.2 s`, `Test failed 3.0 s`, `Push skipped`. */
function stageText(name: string, status: string, time: string): string {
  if (status === 'SUCCESS') return `${printable(name)} ${time}`;
  if (status === 'NOT_EXECUTED') return `${printable(name)} skipped`;
  return `${printable(name)} ${printable(status.toLowerCase())} ${time}`;
}
