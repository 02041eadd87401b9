import type { Command } from 'commander';
import type { Io } from './io.js';

export interface BlameCommandOptions {
  readonly json?: boolean;
}

const HELP = `
FILE is a generated file: a Dockerfile, a Jenkinsfile, a context.list or tests.list of an image, or a file that
is the same in every workspace. With a line: the place in the spec, the fragment or the settings that it comes
from, and the way that it came. Without one: every line beside its place, as git blame shows commits.

Exits with 0; 1 where the specs have errors; 2 where the file is not generated or has no such line.

Examples:
  $ cooper blame images/web/Dockerfile:7
  $ cooper blame images/web/Jenkinsfile:34:20     (what stands in that column)
  $ cooper blame images/web/Dockerfile
  $ cooper blame images/web/Dockerfile:7 --json`;

/** `cooper blame`: where a line of a generated file comes from. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('blame')
    .description('tell where a line of a generated file comes from: file, field and line')
    .argument('<file[:line[:column]]>', 'a generated file, as you would name it to any program')
    .option('--json', 'for programs')
    .addHelpText('after', HELP)
    .action(async (target: string, options: BlameCommandOptions, command: Command) => {
      const { blameCommand } = await import('./blame/command.js');
      done(blameCommand(target, options, command, io));
    });
}
