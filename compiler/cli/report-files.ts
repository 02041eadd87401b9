/** `--report`: the same problems in files, for those who read them elsewhere, while people read the log. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { version } from '../../.build/version.js';
import { format, FORMATS, type Format } from '../diagnostics/format.js';
import { reasonOf } from '../host/reason.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Io } from './io.js';
import { type About, report, type ReportOptions } from './report.js';
import { startFolder } from './workspace.js';

interface ReportFile {
  readonly format: Format;
  readonly path: string;
}

export interface ReportFilesOptions extends ReportOptions {
  readonly report?: readonly ReportFile[];
}

export const reportOption = (): Option =>
  new Option(
    '--report <format=file>',
    'write the problems to this file too, such as junit=report.xml; may be repeated',
  ).argParser(parse);

function parse(text: string, before: readonly ReportFile[] = []): ReportFile[] {
  const [, word, path] = /^([a-z]+)=(.+)$/su.exec(text) ?? [];
  const kind = FORMATS.find((each) => each === word);
  if (kind === undefined || path === undefined)
    throw new InvalidArgumentError(`It is FORMAT=FILE, and a format is one of ${FORMATS.join(', ')}.`);
  return [...before, { format: kind, path }];
}

/**
 * Shows diagnostics as `report` does, and writes the files that were asked for; they are there also without a problem.
 * @param more what stands in the files and not in what is shown
 * @returns false where a file could not be written, which is said
 */
export function reportAll(
  diagnostics: readonly Diagnostic[],
  more: readonly Diagnostic[],
  options: ReportFilesOptions,
  command: Command,
  io: Io,
  about: About,
): boolean {
  report(diagnostics, options, io, about);
  const failures = (options.report ?? []).flatMap(({ format: kind, path }) => {
    const text = format([...diagnostics, ...more], kind, { color: false, version, ...about });
    return write(resolve(startFolder(command), path), text);
  });
  for (const failure of failures) io.err(`cooper: ${failure}\n`);
  return failures.length === 0;
}

function write(path: string, text: string): string[] {
  try {
    writeFileSync(path, text);
    return [];
  } catch (error) {
    return [`cannot write ${path}: ${reasonOf(error)}`];
  }
}
