import { InvalidArgumentError, Option, type Command } from 'commander';
import { buildWord, type BuildWord } from '../builds/choose-build.js';
import type { Io } from './io.js';
import { startFolder, workspaceOf } from './workspace.js';

export interface LogsOptions {
  readonly build: BuildWord;
  readonly follow?: boolean;
  readonly stage?: string;
  readonly tail?: number;
  readonly pipeline?: boolean;
  readonly folder?: string;
  readonly json?: boolean;
}

const MOST_LINES = 1_000_000;

const HELP = `
What is printed in each stage stands below the stage's name, with how long it took. At the end come the
result and what was pushed, or why the build failed. Escape sequences and Jenkins' own marks are left
out; lines of more than 64 KiB are cut. Colours of the build stay where this terminal shows colours.

Which controller, and who asks: JENKINS_URL, JENKINS_USER, JENKINS_TOKEN (or JENKINS_TOKEN_FILE).

--json gives the events of cooper build --json, one object a line: build-start, stage-start, line,
stage-end, build-end.

Exits with 0; 1 where there is no such image; 2 where there is no such build or stage; 4 where Jenkins
can't be asked, and with --follow also where the build fails.

Examples:
  $ cooper logs nginx
  $ cooper logs nginx --build lastFailed --stage Build
  $ cooper logs nginx --build 41 --tail 200
  $ cooper logs nginx --follow
  $ cooper logs nginx --json | grep '"type":"build-end"'`;

/** `cooper logs`: the log of one build in Jenkins. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('logs')
    .description('show the log of a build in Jenkins')
    .argument('<image>', 'its folder, or its name')
    .option('--build <build>', 'its number, last, lastFailed or lastSuccessful', whichBuild, 'last')
    .option('--stage <name>', 'only what was printed in this stage')
    .addOption(new Option('--tail <lines>', 'only the last lines').argParser(lines).conflicts('json'))
    .option('--pipeline', "also Jenkins' own lines, such as [Pipeline] sh")
    .addOption(new Option('--follow', 'go on until the build is done').conflicts('tail'))
    .option('--folder <folder>', 'the folder of the jobs in Jenkins, instead of what cooperage.json says')
    .option('--json', 'events, one JSON object a line')
    .addHelpText('after', HELP)
    .action(async (image: string, options: LogsOptions, command: Command) => {
      const { logsCommand } = await import('./logs/command.js');
      done(await logsCommand(image, options, workspaceOf(command), startFolder(command), io));
    });
}

function whichBuild(text: string): BuildWord {
  const word = buildWord(text);
  if (word === null) throw new InvalidArgumentError('It is a number, last, lastFailed or lastSuccessful.');
  return word;
}

function lines(text: string): number {
  const number = /^\d{1,9}$/u.test(text) ? Number(text) : 0;
  if (number < 1 || number > MOST_LINES)
    throw new InvalidArgumentError(`It is a number from 1 to ${MOST_LINES}.`);
  return number;
}
