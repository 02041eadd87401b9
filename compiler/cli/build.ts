import { InvalidArgumentError, Option, type Command } from 'commander';
import type { BuildArguments } from './build/arguments.js';
import type { Io } from './io.js';
import { startFolder, workspaceOf } from './workspace.js';

const HELP = `
Starts the images' jobs in Jenkins, waits in the queue (and says why), shows stages with their times, and ends
with the result, what was pushed, or why it failed. Images that are built on each other are built in that order;
where Jenkins starts the next one by itself, that build is followed and no second one is started.

Ctrl-C asks whether the builds in Jenkins shall be aborted too; without a terminal they go on, and
--abort-on-interrupt aborts them.

Which controller, and who asks: JENKINS_URL, JENKINS_USER, JENKINS_TOKEN (or JENKINS_TOKEN_FILE).

--json gives one event a line: queued, waiting, build-start, stage-start, line, stage-end, connection, build-end
(result, ms, stages, record, failure), lost, not-built; see docs/build.md. Members may be added, none will change.

--all builds what has no errors in its spec. --detach starts what waits for no other image of the same command.

Exits with 0 where all succeeded, 1 where a spec is wrong or there is no such image, 2 where the command line is
wrong, 4 where a build failed or Jenkins can't be asked, 130 after Ctrl-C.

Examples:
  $ cooper build nginx-19-el6
  $ cooper build nginx-19-el6 --tag 1.9.15 --tag test --follow
  $ cooper build base-debian --with-children --parallel 4
  $ cooper build --all --detach
  $ cooper build web --json | jq -r 'select(.type == "build-end") | .record.digest'`;

/** `cooper build`: builds images in Jenkins. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  const list = (value: string, previous: string[] = []): string[] => [...previous, value];
  program
    .command('build')
    .description('build images in Jenkins, and tell what comes of it')
    .argument('[image...]', 'their folders, or their names')
    .option('--all', 'all images of the workspace')
    .option('--with-parents', 'also those that they are built on')
    .option('--with-children', 'also those that are built on them')
    .option('--tag <tag>', 'another tag (may be given more than once)', list)
    .option('--registry <host>', 'another registry')
    .option('--namespace <namespace>', 'another namespace')
    .option('--name <name>', 'another repository name')
    .option('-f, --follow', 'show the log as it comes')
    .addOption(
      new Option('--detach', 'do not wait for the end, only until Jenkins has the builds').conflicts(
        'follow',
      ),
    )
    .option('--parallel <count>', 'how many builds at once (4)', positive)
    .option('--patience <minutes>', 'how long Jenkins may be away in between (10)', positive)
    .option('--abort-on-interrupt', 'abort the builds in Jenkins on Ctrl-C, without asking')
    .option('--folder <folder>', 'the folder of the jobs in Jenkins, instead of what cooperage.json says')
    .option('--quiet', 'only how it ends')
    .option('--json', 'events, one JSON object a line')
    .addHelpText('after', HELP)
    .action(async (images: string[], options: Omit<BuildArguments, 'images'>, command: Command) => {
      const { buildCommand } = await import('./build/command.js');
      done(await buildCommand({ images, ...options }, workspaceOf(command), startFolder(command), io));
    });
}

function positive(text: string): number {
  const number = /^\d{1,4}$/u.test(text) ? Number(text) : 0;
  if (number < 1) throw new InvalidArgumentError('It is a number from 1 to 9999.');
  return number;
}
