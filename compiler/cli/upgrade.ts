import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Io } from './io.js';

export interface UpgradeCommandOptions {
  readonly plan?: boolean;
  readonly only?: readonly string[];
  readonly canary?: number;
  readonly since: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

const HELP = `
After an update of cooper: tells which images' generated files would change and how, by kinds of change, and
writes them, all at once or some images first. Files that all images share (vars/, resources/, schemas/) are
written with the first of them. Left alone, and named: images whose files somebody has edited by hand, and
images whose specs have changed too (name these with --only, or run cooper compile).

--canary takes one image of each kind of change, from the most frequent to the rarest, rather one that no other
is built on; then more, up to the number. The same images are chosen at each run.

Exits with 0 when it is done, or nothing is to do; 1 where specs have errors, whose images are left out; 2 where
the command line is wrong, or the new runtime would break images that are not chosen; 3 with --plan where files
would change, without it where images were left alone; 4 where a file cannot be written.

Examples:
  $ cooper upgrade --plan
  $ cooper upgrade --canary 5
  $ cooper upgrade --only nginx python/3.12
  $ cooper upgrade                    (the rest)`;

/** `cooper upgrade`: the rollout of a new compiler over the images of a workspace. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('upgrade')
    .description('roll out a new version of cooper: show what it changes, write it for some images first')
    .option('--plan', 'write nothing: tell what would change, by kinds of change')
    .addOption(
      new Option('--only <image...>', 'write these images only, by folder or name').conflicts('canary'),
    )
    .addOption(
      new Option('--canary <number>', 'write so many images, which show each kind of change').argParser(
        positive,
      ),
    )
    .option('--since <commit>', 'the commit whose specs the generated files were made of', 'HEAD')
    .option('--all', 'show every image of each change')
    .option('--json', 'for programs')
    .addHelpText('after', HELP)
    .action(async (options: UpgradeCommandOptions, command: Command) => {
      const { upgradeCommand } = await import('./upgrade/command.js');
      done(upgradeCommand(options, command, io));
    });
}

function positive(text: string): number {
  if (/^[1-9]\d{0,5}$/u.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a number of images, from 1.');
}
