import type { Command } from 'commander';
import type { Io } from './io.js';
import { startFolder } from './workspace.js';

/** `cooper doctor`: what this machine has and lacks. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('doctor')
    .description('tell what this machine has and lacks for each command')
    .option('--json', 'for programs')
    .addHelpText('after', '\nExamples:\n  $ cooper doctor\n  $ cooper doctor --json')
    .action(async (options: { json?: boolean }, command: Command) => {
      const { doctorCommand } = await import('./doctor/command.js');
      done(await doctorCommand({ cwd: startFolder(command), json: options.json }, io));
    });
}
