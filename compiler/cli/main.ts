import { statSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { version } from '../../.build/version.js';
import * as blame from './blame.js';
import * as build from './build.js';
import * as compileCommand from './compile.js';
import * as completion from './completion.js';
import * as content from './content.js';
import * as diff from './diff.js';
import * as doctor from './doctor.js';
import { Exit } from './exit.js';
import * as explain from './explain.js';
import * as graph from './graph.js';
import * as importCommand from './import.js';
import * as init from './init.js';
import type { Io } from './io.js';
import * as jobs from './jobs.js';
import * as lock from './lock.js';
import * as logs from './logs.js';
import * as newCommand from './new.js';
import * as review from './review.js';
import * as publish from './publish.js';
import * as run from './run.js';
import * as status from './status.js';
import { terminal } from './terminal.js';
import * as upgrade from './upgrade.js';
import * as validate from './validate.js';

const COMMANDS = [
  init,
  newCommand,
  importCommand,
  validate,
  compileCommand,
  upgrade,
  lock,
  explain,
  blame,
  diff,
  review,
  publish,
  graph,
  run,
  build,
  jobs,
  logs,
  status,
  content,
  doctor,
  completion,
];

/**
 * The command line. Never throws and never ends the process.
 * @param argv without node and the script
 * @returns the exit code: 0 fine, 1 the specs have errors, 2 the command line is wrong, 3 generated files differ,
 *   4 something outside failed, 70 a bug of ours, 130 stopped by Ctrl-C
 */
export async function main(argv: readonly string[], io: Io = terminal()): Promise<number> {
  const program = new Command('cooper')
    .description('Compiles image specs into Dockerfiles and declarative Jenkinsfiles.')
    .version(version)
    .option('-C <dir>', 'run as if started in this folder', folder)
    .showHelpAfterError('(cooper --help shows the commands, cooper COMMAND --help the options of one)')
    .configureHelp({ sortSubcommands: false, showGlobalOptions: true })
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
    })
    .exitOverride();
  let code = 0;
  const done = (result: number): void => void (code = result);
  for (const { register } of COMMANDS) register(program, io, done);
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : Exit.usage;
    io.err(
      `cooper: this is a bug in cooper, not in your files. Please report it with what follows.\n${String((error as Error).stack ?? error)}\n`,
    );
    return Exit.bug;
  }
}

function folder(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  throw new InvalidArgumentError('There is no such folder.');
}
