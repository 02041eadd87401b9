import type { Command } from 'commander';
import { Exit } from './exit.js';
import type { Io } from './io.js';
import { formatOption, jsonOption, report, type ReportOptions } from './report.js';
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
    .addHelpText('after', HELP)
    .action(async (images: string[], options: ValidateOptions, command: Command) =>
      done(await validate(images, options, command, io)),
    );
}

const HELP = `
Examples:
  $ cooper validate
  $ cooper validate nginx-19-el6
  $ cooper validate --format gitlab > gl-code-quality-report.json
  $ JENKINS_URL=https://jenkins.example.com JENKINS_USER=me JENKINS_TOKEN_FILE=token cooper validate --jenkins

With --jenkins nothing is written there either. What the linter passes may still fail in a build: it does not know
which steps there are, and does not see a pipeline that is too large.`;

export interface ValidateOptions extends ReportOptions {
  readonly jenkins?: boolean;
}

async function validate(
  names: readonly string[],
  options: ValidateOptions,
  command: Command,
  io: Io,
): Promise<number> {
  const workspace = workspaceOf(command);
  if ('missing' in workspace) {
    report([workspace.missing], options, io);
    return Exit.specs;
  }
  if (options.jenkins === true) {
    const { validateInJenkins } = await import('./validate/jenkins.js');
    return validateInJenkins(workspace.root, startFolder(command), names, options, io);
  }
  const { checkWorkspace } = await import('../check.js');
  const result = checkWorkspace(workspace.root, names);
  report(result.diagnostics, options, io);
  if ((options.format ?? 'text') === 'text') summary(result, io);
  return result.diagnostics.some(({ severity }) => severity === 'error') ? Exit.specs : Exit.fine;
}
