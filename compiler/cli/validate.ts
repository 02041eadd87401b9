import type { Command } from 'commander';
import type { CompileResult } from '../compile.js';
import { Exit } from './exit.js';
import type { Io } from './io.js';
import { formatOption, jsonOption } from './report.js';
import { reportAll, type ReportFilesOptions, reportOption } from './report-files.js';
import { folderInRepository } from './repository-folder.js';
import { summary } from './validate/summary.js';
import { startFolder, workspaceOf } from './workspace.js';

/** `cooper validate`: every problem of every spec, and nothing written. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('validate')
    .description('check every image spec; write nothing')
    .argument('[image...]', 'only these images: a folder, or a name')
    .option('--jenkins', "let the Jenkins controller's own linter look at each Jenkinsfile too")
    .addOption(formatOption())
    .addOption(jsonOption())
    .addOption(reportOption())
    .addHelpText('after', HELP)
    .action(async (images: string[], options: ValidateOptions, command: Command) =>
      done(await validate(images, options, command, io)),
    );
}

const HELP = `
Examples:
  $ cooper validate
  $ cooper validate nginx-19-el6
  $ cooper validate --report junit=cooper.xml --report gitlab=gl-code-quality-report.json
  $ JENKINS_URL=https://jenkins.example.com JENKINS_USER=me JENKINS_TOKEN_FILE=token cooper validate --jenkins

With --jenkins nothing is written there either. What the linter passes may still fail in a build: it does not know
which steps there are, and does not see a pipeline that is too large.`;

export interface ValidateOptions extends ReportFilesOptions {
  readonly jenkins?: boolean;
}

/** Shows what was found; false where a report could not be written. */
export type Show = (checked: Pick<CompileResult, 'diagnostics' | 'sources'>) => boolean;

async function validate(
  names: readonly string[],
  options: ValidateOptions,
  command: Command,
  io: Io,
): Promise<number> {
  const workspace = workspaceOf(command);
  if ('missing' in workspace) {
    reportAll([workspace.missing], [], options, command, io, { command: 'validate' });
    return Exit.specs;
  }
  const show: Show = ({ diagnostics, sources }) =>
    reportAll(diagnostics, [], options, command, io, {
      command: 'validate',
      specs: sources,
      folder: folderInRepository(workspace.root, io.env),
    });
  if (options.jenkins === true) {
    const { validateInJenkins } = await import('./validate/jenkins.js');
    return validateInJenkins(workspace.root, startFolder(command), names, options, io, show);
  }
  const { checkWorkspace } = await import('../check.js');
  const result = checkWorkspace(workspace.root, names);
  const isWritten = show(result);
  if ((options.format ?? 'text') === 'text') summary(result, io);
  if (!isWritten) return Exit.outside;
  return result.diagnostics.some(({ severity }) => severity === 'error') ? Exit.specs : Exit.fine;
}
