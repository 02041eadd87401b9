import type { Command } from 'commander';
import type { Io } from './io.js';

export interface DiffOptions {
  readonly json?: boolean;
  readonly patch?: boolean;
  readonly all?: boolean;
  readonly exitCode?: boolean;
}

const HELP = `
Both sides are compiled by this cooper, so that only the change of the files is told. REV is a branch,
a tag or a commit, compared with the working tree; REV1..REV2 compares two of them, and REV1...REV2 starts
where the second left the first. Files that Git ignores have no part in it.

Exits with 0 also where images change; with 1 where the new side has errors, 2 where a name means
nothing, 3 with --exit-code where an image changes, 4 without a Git repository.

Examples:
  $ cooper diff                       (what is not committed yet)
  $ cooper diff origin/main...        (what this branch does)
  $ cooper diff v1.0..v1.1 nginx      (one image, between two tags)`;

/** `cooper diff`: what a change does to images. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('diff')
    .description('tell what a change does to images: packages, files, ports, users, layers, jobs')
    .argument('[rev]', 'the commit to compare with (HEAD), or REV1..REV2')
    .argument('[image...]', 'only these images: a folder, or a name')
    .option('--patch', 'show the difference of the generated files, too')
    .option('--all', 'show every line, however many there are')
    .option('--exit-code', 'exit with 3 where an image changes')
    .option('--json', 'for programs')
    .addHelpText('after', HELP)
    .action(async (rev: string | undefined, images: string[], options: DiffOptions, command: Command) => {
      const { diffCommand } = await import('./diff/command.js');
      done(await diffCommand(rev === undefined ? [] : [rev, ...images], options, command, io));
    });
}
