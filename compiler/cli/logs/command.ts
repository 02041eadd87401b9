import { chooseBuild, type ChosenBuild } from '../../builds/choose-build.js';
import type { BuildState, JenkinsApi } from '../../clients/jenkins/types.js';
import { printable } from '../../diagnostics/create.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { Exit } from '../exit.js';
import type { Io } from '../io.js';
import { connectJenkins } from '../jenkins/connect.js';
import { reportFault } from '../jenkins/fault.js';
import { namedImage, type NamedImage } from '../jenkins/named-image.js';
import type { LogsOptions } from '../logs.js';
import { showLog } from './show.js';

/** What the ways of showing a log work on. */
export interface LogSubject {
  readonly jenkins: JenkinsApi;
  readonly named: NamedImage;
  readonly build: BuildState;
}

/** @returns the exit code */
export async function logsCommand(
  name: string,
  options: LogsOptions,
  workspace: { readonly root: string } | { readonly missing: Diagnostic },
  cwd: string,
  io: Io,
): Promise<number> {
  const named = namedImage(name, options.folder, workspace, io);
  if ('exit' in named) return named.exit;
  const connected = await connectJenkins(io, cwd);
  if ('exit' in connected) return connected.exit;
  const { jenkins } = connected;
  const chosen = await chooseBuild(jenkins, named.path, options.build);
  if ('fault' in chosen) return reportFault(chosen.fault, io);
  if ('absent' in chosen) return reportAbsent(chosen, named, options, io);
  return showLog({ jenkins, named, build: chosen.build }, options, io);
}

/** Numbers that are named; the rest is a range. */
const NAMED = 10;

function reportAbsent(
  { absent, there }: Extract<ChosenBuild, { absent: string }>,
  { path, dir }: NamedImage,
  { build }: LogsOptions,
  io: Io,
): number {
  const job = printable(path.join('/'));
  if (absent === 'job') {
    io.err(`cooper: ${printable(dir)} has no job ${job} in Jenkins\n  Make it with: cooper jobs sync\n`);
    return Exit.usage;
  }
  if (there.length === 0) {
    io.err(
      `cooper: ${job} was never built, or its builds are discarded\n  Build it with: cooper build ${printable(dir)}\n`,
    );
    return Exit.usage;
  }
  const which = typeof build === 'number' ? `no build #${build}` : `no build that is ${build}`;
  const known = there.slice(0, NAMED).map((number) => `#${number}`);
  const more = there.length > NAMED ? `, and older ones down to #${there.at(-1)}` : '';
  io.err(`cooper: ${job} has ${which} (any more)\n  There are ${known.join(', ')}${more}.\n`);
  return Exit.usage;
}
