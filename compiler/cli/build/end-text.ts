import { createColors } from 'picocolors';
import type { BuildEvent } from '../../builds/events.js';
import { printable } from '../../diagnostics/create.js';
import type { Io } from '../io.js';
import { failureText } from '../jenkins/failure-text.js';
import { duration } from '../run/view.js';
import { paintFor } from '../status/paint.js';
import { WORDS } from '../status/words.js';

/** The result of a build, what it pushed, or why it failed and where to read on. */
export function endText(event: Extract<BuildEvent, { type: 'build-end' }>, io: Io): string {
  const { image, number, url, result, ms, record, failure } = event;
  const paint = paintFor(io);
  const { dim } = createColors(io.color);
  const outcome = paint.outcome[result](`${paint.mark[result]} ${WORDS[result]}`);
  const lines = [`${outcome}: ${printable(image)} #${number} after ${duration(ms)}  ${dim(printable(url))}`];
  if (record) {
    const word = record.result === 'unchanged' ? 'unchanged at the registry' : 'pushed';
    lines.push(`  ${word}: ${printable(record.reference)}`, `  digest: ${printable(record.digest)}`);
    if (record.tags.length > 1) lines.push(`  tags: ${record.tags.map((tag) => printable(tag)).join(' ')}`);
  }
  const rest =
    failure === null
      ? ''
      : `${failureText(failure, io)}  log: cooper logs ${printable(image)} --build ${number}\n`;
  return `${lines.join('\n')}\n${rest}`;
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
