import { type Command, Option } from 'commander';
import { Exit } from './exit.js';
import type { Io } from './io.js';
import type { LockArguments } from './lock/command.js';
import { report } from './report.js';
import { startFolder, workspaceOf } from './workspace.js';

const EXAMPLES = `
Accounts come from COOPERAGE_REGISTRY_USER and COOPERAGE_REGISTRY_PASSWORD (or COOPERAGE_REGISTRY_PASSWORD_FILE),
for the registry in COOPERAGE_REGISTRY or else the one that cooperage.json publishes to, and from \`docker login\`.
A certificate authority of your own goes into NODE_EXTRA_CA_CERTS.

Examples:
  $ cooper lock                        (pin what is new)
  $ cooper lock --check                (what has moved at the registries since?)
  $ cooper lock --upgrade              (take what the registries have now)
  $ cooper lock --upgrade debian:12`;

/** `cooper lock`: the digests of base images, in a committed file. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('lock')
    .description('pin the images that specs are built on by digest, in cooperage.lock.json')
    .addOption(
      new Option(
        '--check',
        'write nothing; exit with 3 when an image has moved, is not locked, or is locked and not used',
      ).conflicts('upgrade'),
    )
    .option('--upgrade [reference...]', 'move images that are locked already: these, or all')
    .option('--json', 'for programs')
    .addHelpText('after', EXAMPLES)
    .action(async (options: LockArguments, command: Command) => {
      const workspace = workspaceOf(command);
      if ('missing' in workspace) {
        report([workspace.missing], {}, io);
        return done(Exit.specs);
      }
      const { lockCommand } = await import('./lock/command.js');
      return done(await lockCommand(workspace.root, startFolder(command), options, io));
    });
}
