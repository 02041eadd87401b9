import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Io } from './io.js';
import { reportOption, type ReportFilesOptions } from './report-files.js';

export const STATUSES = ['workspace', 'image', 'none'] as const;

export interface ReviewOptions extends Pick<ReportFilesOptions, 'report'> {
  readonly post?: boolean;
  readonly mergeRequest?: number;
  readonly sha?: string;
  readonly status: (typeof STATUSES)[number];
  readonly json?: boolean;
}

const HELP = `
Without REV it is told what this branch does since it left the branch that it is to be merged into: in a pipeline
of GitLab or a multibranch job of Jenkins the merge request's, otherwise gitlab.targetBranch of cooperage.json, or
the default branch. REV as in "cooper diff".

With --post the report becomes one note of the merge request, which later runs keep up to date; errors become
comments at their lines, which are resolved when they are gone; and the commit gets a status. It takes GITLAB_URL,
GITLAB_PROJECT and GITLAB_TOKEN (or GITLAB_TOKEN_FILE), of which a pipeline knows the first two.

Exits with 1 where specs have errors, 3 where generated files are not current, 4 where GitLab did not take
everything, 2 where the command line or the clone is wrong.

Examples:
  $ cooper review                           (what a reviewer will read)
  $ cooper review --post --report gitlab=gl-code-quality-report.json
  $ cooper review --post --merge-request 12 --status image`;

/** `cooper review`: what reviewers are told of a change. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('review')
    .description('tell reviewers what a change does to images, and what is wrong with it')
    .argument('[rev]', 'the change: REV...[REV], REV..REV, or REV for all since then')
    .option('--post', 'tell it in the merge request: a note, comments at lines, the status of the commit')
    .option('--merge-request <number>', 'which one, where the environment or the branch does not say', number)
    .option('--sha <commit>', 'the pushed commit that gets the status', commit)
    .addOption(new Option('--status <of>', 'what gets a status').choices(STATUSES).default('workspace'))
    .addOption(reportOption())
    .option('--json', 'for programs')
    .addHelpText('after', HELP)
    .action(async (rev: string | undefined, options: ReviewOptions, command: Command) => {
      const { reviewCommand } = await import('./review/command.js');
      done(await reviewCommand(rev, options, command, io));
    });
}

function number(text: string): number {
  if (!/^[1-9]\d{0,8}$/u.test(text)) throw new InvalidArgumentError('It is a number, as in !12.');
  return Number(text);
}

function commit(text: string): string {
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/u.test(text))
    throw new InvalidArgumentError('It is a whole commit id.');
  return text;
}
