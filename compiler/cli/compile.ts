import type { Command } from 'commander';
import type { CompileResult } from '../compile.js';
import { Exit } from './exit.js';
import type { Io } from './io.js';
import { progress } from './progress.js';
import { count, formatOption, jsonOption } from './report.js';
import { reportAll, type ReportFilesOptions, reportOption } from './report-files.js';
import { folderInRepository } from './repository-folder.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { workspaceOf } from './workspace.js';
import { reportWrong } from './wrong.js';

interface Options extends ReportFilesOptions {
  readonly check?: boolean;
  readonly keepGoing?: boolean;
  readonly since?: string;
}

/** `cooper compile`: the generated files of every image. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('compile')
    .description('write the Dockerfile and the Jenkinsfile of every image, beside its spec')
    .option(
      '--check',
      'write nothing; exit with 3, and show the difference, when a generated file is not current',
    )
    .option(
      '--since <commit>',
      'with --check: only files of images that differ from that commit must be current, or whose inputs do',
    )
    .option('--keep-going', 'write the images without errors, though others have some')
    .addOption(formatOption())
    .addOption(jsonOption())
    .addOption(reportOption())
    .addHelpText('after', HELP)
    .action(async (options: Options, command: Command) => done(await compileCommand(options, command, io)));
}

const HELP = `
Examples:
  $ cooper compile
  $ cooper compile --check       (in a merge request)
  $ cooper compile --check --since origin/main     (while a new version is rolled out: cooper upgrade)
  $ cooper compile --check --report junit=cooper.xml --report gitlab=gl-code-quality-report.json`;

async function compileCommand(options: Options, command: Command, io: Io): Promise<number> {
  const workspace = workspaceOf(command);
  if ('missing' in workspace) {
    reportAll([workspace.missing], [], options, command, io, { command: 'compile' });
    return Exit.specs;
  }
  const { compile, isError } = await import('../compile.js');
  const { check = false, keepGoing = false, since } = options;
  if (since !== undefined && !check)
    return reportWrong({ problem: '--since says what --check demands.', help: 'Give both, or none.' }, io);
  const onProgress = progress(io, 'compiling');
  const whole = compile(workspace.root, { output: check ? 'check' : 'write', keepGoing, onProgress });
  onProgress.end();
  const result = since === undefined ? whole : await demandedOf(whole, since, workspace.root, io);
  if ('problem' in result) {
    reportAll([result.problem], [], options, command, io, { command: 'compile' });
    return result.problem.code === 'revision-unknown' ? Exit.usage : Exit.outside;
  }
  const stale = check ? (await import('../differences.js')).differences(workspace.root, result) : [];
  const plain = (options.format ?? 'text') === 'text';
  // People see the difference itself, so what differs is not listed for them.
  const [shown, more] = plain ? [result.diagnostics, stale] : [[...result.diagnostics, ...stale], []];
  const isWritten = reportAll(shown, more, options, command, io, {
    command: 'compile',
    specs: result.sources,
    folder: folderInRepository(workspace.root, io.env),
  });
  if (plain && check) io.out((await import('./differences.js')).diffText(result, stale, io.color));
  if (plain) io.out(summary(result, check, since !== undefined));
  if (!isWritten || result.diagnostics.some(({ code }) => code === 'not-written')) return Exit.outside;
  if (result.diagnostics.some(isError)) return Exit.specs;
  return stale.length > 0 ? Exit.differs : Exit.fine;
}

/** The same with only those files that the changes since a commit make somebody answer for. */
async function demandedOf(
  whole: CompileResult,
  since: string,
  root: string,
  io: Io,
): Promise<CompileResult | { readonly problem: Diagnostic }> {
  const { demandedSince } = await import('../check-since.js');
  const { gitIn } = await import('../host/git.js');
  const demanded = demandedSince(since, root, gitIn(root, io.env));
  if ('problem' in demanded) return demanded;
  const { isDemanded } = demanded;
  return {
    ...whole,
    changes: whole.changes.filter(({ artifact: { path } }) => isDemanded(path)),
    removals: whole.removals.filter(isDemanded),
  };
}

const SHOWN = 12;

function summary(
  { images, specs, changes, removals, diagnostics }: CompileResult,
  check: boolean,
  isSome: boolean,
): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const differing = changes.length + removals.length;
  if (errors > 0 && differing === 0)
    return `${count(errors, 'error')} in ${count(specs - images.length, 'image')} of ${specs}; nothing was written.\n`;
  if (differing === 0)
    return `${count(images.length, 'image')}: everything ${isSome ? 'that differs from that commit ' : ''}is current.\n`;
  if (check) return `${count(differing, 'generated file')} not current. Run: cooper compile\n`;
  const lines = [
    ...changes.map(
      ({ artifact, standing }) => `${standing === 'missing' ? 'new    ' : 'changed'} ${artifact.path}`,
    ),
    ...removals.map((path) => `removed ${path}`),
  ];
  const more = lines.length > SHOWN ? [`… and ${lines.length - SHOWN} more`] : [];
  const failed = errors > 0 ? `; ${count(errors, 'error')}` : '';
  return [
    ...lines.slice(0, SHOWN),
    ...more,
    `${count(images.length, 'image')}: ${count(differing, 'file')} written${failed}.`,
    '',
  ].join('\n');
}
