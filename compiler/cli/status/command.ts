import { setTimeout as sleep } from 'node:timers/promises';
import { imageStatuses, type ImageStatus, type StatusOptions } from '../../builds/status.js';
import type { Answer, JenkinsApi } from '../../clients/jenkins/types.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { Exit } from '../exit.js';
import type { Io } from '../io.js';
import { connectJenkins } from '../jenkins/connect.js';
import { reportFault } from '../jenkins/fault.js';
import { jsonText } from '../json-text.js';
import { progress } from '../progress.js';
import type { StatusArguments } from '../status.js';
import { detail } from './detail.js';
import { overview } from './overview.js';
import { paintFor } from './paint.js';
import { targetsOf, type Targets } from './targets.js';
import { outcomeOf } from './words.js';

const BUILDS = 10;
const WATCH_MS = 5000;
const CLEAR = '\u001b[H\u001b[2J\u001b[3J';

/** @param pause whether to look once more, after this time @returns the exit code */
export async function statusCommand(
  names: readonly string[],
  options: StatusArguments,
  workspace: { readonly root: string } | { readonly missing: Diagnostic },
  cwd: string,
  io: Io,
  pause: (milliseconds: number) => Promise<boolean> = async (milliseconds) => sleep(milliseconds, true),
): Promise<number> {
  if (options.watch === true && !io.isTerminal) {
    io.err('cooper: --watch needs a terminal\n');
    return Exit.usage;
  }
  const found = targetsOf(names, options.folder, workspace, io);
  if ('exit' in found) return found.exit;
  const connected = await connectJenkins(io, cwd);
  if ('exit' in connected) return connected.exit;
  const { jenkins } = connected;
  const statuses = await ask(jenkins, found, options, io);
  if ('fault' in statuses) return reportFault(statuses.fault, io);
  if (options.watch === true) return watch(jenkins, found, options, io, statuses.value, pause);
  const shown = options.failed === true ? statuses.value.filter(hasFailed) : statuses.value;
  io.out(options.json === true ? json(jenkins, found, shown) : text(shown, names, options, io));
  if (statuses.value.some(({ fault }) => fault !== null)) return Exit.outside;
  return found.isIncomplete ? Exit.specs : Exit.fine;
}

async function ask(
  jenkins: JenkinsApi,
  { targets }: Targets,
  { builds = BUILDS }: StatusArguments,
  io: Io,
): Promise<Answer<readonly ImageStatus[]>> {
  const onProgress = progress(io, 'asking Jenkins:');
  const options: StatusOptions = {
    builds,
    records: targets.length === 1 ? 'all' : 'latest',
    now: Date.now,
    onProgress,
  };
  const statuses = await imageStatuses(jenkins, targets, options);
  onProgress.end();
  return statuses;
}

/** Ends with Ctrl-C only. A controller that is away for a while is told below what was last seen. */
async function watch(
  jenkins: JenkinsApi,
  found: Targets,
  options: StatusArguments,
  io: Io,
  first: readonly ImageStatus[],
  pause: (milliseconds: number) => Promise<boolean>,
): Promise<number> {
  let seen = first;
  let trouble = '';
  for (;;) {
    const shown = options.failed === true ? seen.filter(hasFailed) : seen;
    io.out(`${CLEAR}${text(shown, [], options, io)}${trouble}`);
    if (!(await pause(WATCH_MS))) return Exit.fine;
    const statuses = await ask(jenkins, found, options, { ...io, isTerminal: false });
    if ('value' in statuses) seen = statuses.value;
    trouble = 'fault' in statuses ? `\ncooper: ${statuses.fault.reason}; this is what was seen before\n` : '';
  }
}

/** Whether the last build that is done did not succeed. */
function hasFailed({ builds }: ImageStatus): boolean {
  const done = builds.find(({ building }) => !building);
  return done !== undefined && outcomeOf(done) !== 'SUCCESS';
}

function text(
  statuses: readonly ImageStatus[],
  names: readonly string[],
  { failed = false }: StatusArguments,
  io: Io,
): string {
  const look = {
    paint: paintFor(io),
    width: io.isTerminal ? io.columns : Number.POSITIVE_INFINITY,
    now: Date.now(),
  };
  const [only, ...others] = statuses;
  if (only === undefined)
    return failed ? 'No image whose last build failed.\n' : 'No images in this workspace.\n';
  return others.length === 0 && (names.length > 0 || !failed) ? detail(only, look) : overview(statuses, look);
}

function json(jenkins: JenkinsApi, { folder, broken }: Targets, statuses: readonly ImageStatus[]): string {
  const images = statuses.map((status) => ({ ...status, specErrors: broken.has(status.image) }));
  return `${jsonText({ version: 1, controller: jenkins.url, folder, images }, 2)}\n`;
}
