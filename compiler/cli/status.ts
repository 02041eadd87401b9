import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Io } from './io.js';
import { startFolder, workspaceOf } from './workspace.js';

export interface StatusArguments {
  readonly builds?: number;
  readonly failed?: boolean;
  readonly folder?: string;
  readonly watch?: boolean;
  readonly json?: boolean;
}

const MOST_BUILDS = 100;

const HELP = `
Of each image: its last build with result, time, tags and digest, who or what started it, and a strip with
a letter for each stage (V for Verify, B for Build; small where it went wrong) as long as its share of the
time. "before" are the results of its last builds, the latest last: S success, U unstable, F failed,
A aborted, N not built, r running. Of one image: its last builds with a chart of their durations.

Which controller, and who asks: JENKINS_URL, JENKINS_USER, JENKINS_TOKEN (or JENKINS_TOKEN_FILE).

--json gives {version, controller, folder, images: [{image, name, job, url, state, waiting, specErrors,
builds: [{number, url, building, result, started, duration, estimated, causes, tags, reference, digest,
stages}], fault}]}, times in milliseconds; see docs/logs-and-status.md. Members may be added, none will change.

Exits with 0 whatever the builds came to; 1 where there is no such image; 4 where Jenkins can't be asked.

Examples:
  $ cooper status
  $ cooper status --failed
  $ cooper status nginx --builds 20
  $ cooper status --watch
  $ cooper status --json | jq -r '.images[] | select(.builds[0].result == "FAILURE") | .job'`;

/** `cooper status`: how the images' builds in Jenkins stand. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('status')
    .description('show the last builds in Jenkins: results, durations, tags, digests, stages')
    .argument('[image...]', 'their folders, or their names; without any all images')
    .option('--builds <count>', 'how many builds of each image (10)', buildCount)
    .option('--failed', 'only images whose last build did not succeed')
    .addOption(new Option('--watch', 'look again every five seconds, until Ctrl-C').conflicts('json'))
    .option('--folder <folder>', 'the folder of the jobs in Jenkins, instead of what cooperage.json says')
    .option('--json', 'for programs')
    .addHelpText('after', HELP)
    .action(async (images: string[], options: StatusArguments, command: Command) => {
      const { statusCommand } = await import('./status/command.js');
      done(await statusCommand(images, options, workspaceOf(command), startFolder(command), io));
    });
}

function buildCount(text: string): number {
  const number = /^\d{1,9}$/u.test(text) ? Number(text) : 0;
  if (number < 1 || number > MOST_BUILDS)
    throw new InvalidArgumentError(`It is a number from 1 to ${MOST_BUILDS}.`);
  return number;
}
