/** A failure for people: what, in which stage, where it comes from, the line that tells it, what to do. */
import { createColors } from 'picocolors';
import type { ExplainedFailure } from '../../builds/events.js';
import { printable } from '../../diagnostics/create.js';
import { codeFrame } from '../../diagnostics/format/frame.js';
import type { Io } from '../io.js';

/**
 * ```text
 * failed in Build: The distribution has no package ngix [package-missing]
 *   images/web/image.json:7:14 (packages.apt[1])
 *   7 |     "apt": ["curl", "ngix"],
 *     |                     ^^^^^^
 *   log:  E: Unable to locate package ngix
 *   help: Correct its name …
 * ```
 */
export function failureText(failure: ExplainedFailure, io: Pick<Io, 'color'>): string {
  const paint = createColors(io.color);
  const { code, stage, what, todo, field, evidence, location } = failure;
  const where = stage === null ? 'failed' : `failed in ${printable(stage)}`;
  const lines = [`${paint.red(where)}: ${printable(what)} ${paint.dim(`[${code}]`)}`];
  if (location) {
    const { line, column } = location.start;
    const name = field && field.pointer !== '' ? ` (${printable(dotted(field.pointer))})` : '';
    lines.push(`  ${paint.bold(`${printable(location.file)}:${line}:${column}`)}${name}`);
    if (location.text.trim() !== '') lines.push(...codeFrame(location, paint.red));
  }
  if (evidence !== '') lines.push(`  ${paint.dim('log: ')} ${printable(evidence)}`);
  lines.push(`  ${paint.cyan('help:')} ${printable(todo)}`);
  return `${lines.join('\n')}\n`;
}

/** `/run/0/commands` as the guides write it: `run[0].commands`. */
function dotted(pointer: string): string {
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part, index) => (/^[0-9]+$/.test(part) ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('');
}
