import { type Command, InvalidArgumentError } from 'commander';
import type { Io } from './io.js';

export interface PublishArguments {
  readonly branch?: string;
  readonly target?: string;
  readonly title?: string;
  readonly message?: string;
  readonly base?: string;
  readonly git?: boolean;
  readonly report?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const HELP = `
Compiles as "cooper compile" does, and sends what differs in the workspace's folder, as git would commit it: files
that are new, changed, gone, moved, or have another mode. A branch that is not there yet is made with its commit, on
top of the target. What others have changed on the branch stays; where both sides have changed a file, both are
shown, and nothing is sent. A second run finds nothing to do.

GITLAB_URL, GITLAB_PROJECT and GITLAB_TOKEN (or GITLAB_TOKEN_FILE) say where. Branch, target, title, labels and
reviewers come from "gitlab" in cooperage.json. With --git the commit is pushed to the remote origin; without a
token the merge request is asked for with the push.

Exits with 1 where specs have errors, 2 where the command line or the environment is wrong, 4 where GitLab did not
take it or sides conflict; then the project is as it was, or, where only the merge request failed, a next run opens it.

Examples:
  $ cooper publish --dry-run
  $ cooper publish
  $ cooper publish --branch nginx-1.27 --title "Update nginx to 1.27"
  $ cooper publish --git
  $ cooper publish --json`;

/** `cooper publish`: the workspace in GitLab, and a merge request for it. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('publish')
    .description('commit what differs to a branch in GitLab, and keep a merge request for it')
    .option('--branch <branch>', 'commit to this branch ("gitlab.branch", else cooperage/publish)', branch)
    .option(
      '--target <branch>',
      'the branch to merge into ("gitlab.targetBranch", else the default one)',
      branch,
    )
    .option('--title <title>', 'of the merge request', line)
    .option('--message <message>', 'of the commit')
    .option('--base <commit>', 'the commit that your files come from, where git cannot tell', commit)
    .option('--git', 'push by git instead: symlinks, Git LFS and any size go this way')
    .option('--no-report', 'without the note that tells the effect')
    .option('--dry-run', 'show what would be sent, and change nothing')
    .option('--json', 'for programs')
    .addHelpText('after', HELP)
    .action(async (options: PublishArguments, command: Command) => {
      const { publishCommand } = await import('./publish/command.js');
      done(await publishCommand(options, command, io));
    });
}

/** What git takes: git-check-ref-format(1). */
function branch(name: string): string {
  if (
    !/[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|^[-/.]|[/.]$|\/\.|\.lock(\/|$)/u.test(name) &&
    name !== '@' &&
    name !== ''
  )
    return name;
  throw new InvalidArgumentError('This is no name of a branch.');
}

function line(text: string): string {
  if (/^[^\p{Cc}]{1,255}$/u.test(text) && text.trim() !== '') return text.trim();
  throw new InvalidArgumentError('It is one line of at most 255 characters.');
}

function commit(text: string): string {
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/u.test(text)) return text;
  throw new InvalidArgumentError('It is a whole commit id.');
}
