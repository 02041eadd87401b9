import { Option, type Command } from 'commander';
import type { Io } from './io.js';
import { PHASES, type Phase } from './explain/phases.js';

export interface ExplainOptions {
  readonly phase?: Phase;
  readonly json?: boolean;
}

const HELP = `
Without --phase: the spec with the line that each value comes from, what it is built on, the plan and
its layers. Of a matrix name a variant, as in python/3.12; without one its images are listed. Of a spec
with errors is shown what could be put together.

Exits with 0, or 1 where the spec has errors.

Examples:
  $ cooper explain nginx
  $ cooper explain python/3.12 --phase compose
  $ cooper explain nginx --json`;

/** `cooper explain`: where each value of an image comes from, and what is made of it. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('explain')
    .description('show an image: where each value comes from, the plan, the layers')
    .argument('<image>', 'its folder, or its name')
    .addOption(
      new Option(
        '--phase <phase>',
        'only what this phase gives: the complete spec, what it names outside, the plan, or the generated files',
      ).choices(PHASES),
    )
    .option('--json', 'for programs')
    .addHelpText('after', HELP)
    .action(async (image: string, options: ExplainOptions, command: Command) => {
      const { explainCommand } = await import('./explain/command.js');
      done(explainCommand(image, options, command, io));
    });
}
