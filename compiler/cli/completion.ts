import { Argument, type Command } from 'commander';
import { Exit } from './exit.js';
import type { Io } from './io.js';
import { startFolder } from './workspace.js';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

const HELP = `
Examples:
  $ source <(cooper completion bash)                                     (in ~/.bashrc)
  $ source <(cooper completion zsh)                                      (in ~/.zshrc, behind compinit)
  $ cooper completion fish > ~/.config/fish/completions/cooper.fish`;

/** `cooper completion`: a script that lets a shell complete commands, options, their values and names of images. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('completion')
    .description('print a script for the completion of commands, options and images')
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').choices(SHELLS))
    .addHelpText('after', HELP)
    .action(async (shell: (typeof SHELLS)[number]) => {
      const { completionScript } = await import('./completion/script.js');
      io.out(completionScript(shell, program));
      done(Exit.fine);
    });
  program
    .command('complete-images', { hidden: true })
    .description('for those scripts: the folders of images, a line each')
    .action(async (_: unknown, command: Command) => {
      const { imageNames } = await import('./completion/images.js');
      io.out(
        imageNames(startFolder(command))
          .map((name) => `${name}\n`)
          .join(''),
      );
      done(Exit.fine);
    });
}
