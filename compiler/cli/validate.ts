import type { Command } from 'commander';
import { Exit } from './exit.js';
import type { Io } from './io.js';
import { count, formatOption, jsonOption, report, type ReportOptions } from './report.js';
import { workspaceOf } from './workspace.js';

/** `cooper validate`: every problem of every spec, and nothing written. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('validate')
    .description('check every image spec; write nothing')
    .argument('[image...]', 'only these images: a folder, or a name')
    .addOption(formatOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ cooper validate\n  $ cooper validate nginx-19-el6\n  $ cooper validate --format gitlab > gl-code-quality-report.json',
    )
    .action(async (images: string[], options: ReportOptions, command: Command) =>
      done(await validate(images, options, command, io)),
    );
}

const SEVERITIES = ['error', 'warning', 'note'] as const;

async function validate(
  names: readonly string[],
  options: ReportOptions,
  command: Command,
  io: Io,
): Promise<number> {
  const workspace = workspaceOf(command);
  if ('missing' in workspace) {
    report([workspace.missing], options, io);
    return Exit.specs;
  }
  const { checkWorkspace } = await import('../check.js');
  const { diagnostics, images, specs } = checkWorkspace(workspace.root, names);
  report(diagnostics, options, io);
  const [errors, warnings, notes] = SEVERITIES.map(
    (severity) => diagnostics.filter((found) => found.severity === severity).length,
  ) as [number, number, number];
  if ((options.format ?? 'text') === 'text') {
    if (errors > 0)
      io.err(`${count(errors, 'error')} in ${count(specs - images.length, 'image')} of ${specs}.\n`);
    else
      io.out(
        `${[
          `${count(images.length, 'image')}: no errors`,
          ...(warnings > 0 ? [count(warnings, 'warning')] : []),
          ...(notes > 0 ? [count(notes, 'waiver')] : []),
        ].join(', ')}.\n`,
      );
  }
  return errors > 0 ? Exit.specs : Exit.fine;
}
