import { Option } from 'commander';
import { version } from '../../.build/version.js';
import { format, FORMATS, type Format, type FormatOptions } from '../diagnostics/format.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Io } from './io.js';

export interface ReportOptions {
  readonly format?: Format;
  readonly json?: boolean;
}

/** What a report says beside the diagnostics. */
export type About = Pick<FormatOptions, 'folder' | 'specs' | 'command'>;

export const formatOption = (): Option =>
  new Option('--format <format>', 'how problems are reported').choices(FORMATS).default('text');
export const jsonOption = (): Option =>
  new Option('--json', 'the same as --format json').implies({ format: 'json' });

/** Shows diagnostics: text goes to standard error, what a program reads to standard output (also when there are none). */
export function report(
  diagnostics: readonly Diagnostic[],
  options: ReportOptions,
  io: Io,
  about: About = {},
): void {
  const kind = options.format ?? 'text';
  if (kind !== 'text') io.out(format(diagnostics, kind, { color: false, version, ...about }));
  else if (diagnostics.length > 0) io.err(`${format(diagnostics, 'text', { color: io.color, version })}\n`);
}

/** `1 image`, `2 images`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
