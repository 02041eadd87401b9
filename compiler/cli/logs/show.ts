/** The log of a build, as it is now or until the build is done. */
import { setTimeout as sleep } from 'node:timers/promises';
import pc from 'picocolors';
import { followLog } from '../../builds/follow-log.js';
import type { LogReader } from '../../builds/log-reader.js';
import { readerFor, readLog } from '../../builds/read-build.js';
import type { Answer, BuildState } from '../../clients/jenkins/types.js';
import { printable } from '../../diagnostics/create.js';
import { FailureScanner } from '../../failures/scan.js';
import { Exit } from '../exit.js';
import type { Io } from '../io.js';
import { endText } from '../jenkins/end-text.js';
import { reportFault } from '../jenkins/fault.js';
import { ago, why } from '../status/words.js';
import type { LogsOptions } from '../logs.js';
import type { LogSubject } from './command.js';
import { endOf } from './ending.js';
import { eventLine, jsonView } from './json-view.js';
import { LogPrinter } from './printer.js';
import { isStage, type LogView } from './view.js';

/** @returns the exit code */
export async function showLog(subject: LogSubject, options: LogsOptions, io: Io): Promise<number> {
  const { jenkins, named, build } = subject;
  const { dir, path } = named;
  const { number, url } = build;
  const isJson = options.json === true;
  const isFollowed = options.follow === true && build.building;
  const told = await jenkins.stages(path, number);
  // Where no plugin tells of stages, the log has them without their times.
  const stages = ('value' in told ? told.value : null) ?? [];
  if (isJson) io.out(eventLine({ type: 'build-start', image: dir, job: path.join('/'), number, url }));
  const view = viewFor(dir, options, io);
  const scanner = new FailureScanner();
  const names = new Set<string>();
  const reader = readerFor(
    {
      stageStart(name, stage) {
        names.add(name);
        view.stageStart(name, stage);
      },
      line(line) {
        scanner.line(line);
        view.line(line);
      },
      stageEnd: (name, stage) => view.stageEnd(name, stage),
    },
    stages,
    io.color && !isJson,
  );
  const read = isFollowed
    ? await follow(subject, reader, view, options, io)
    : await readNow(subject, reader, view);
  view.end();
  if ('fault' in read) return reportFault(read.fault, io);
  if (![...names, null].some((name) => isStage(options.stage, name))) return noStage(options, [...names], io);
  if (read.value === null || read.value.building) {
    io.err('cooper: the build still runs; --follow goes on with it\n');
    return Exit.fine;
  }
  const end = await endOf({ ...subject, build: read.value }, scanner);
  const from = [ago(read.value.started, Date.now()), why(read.value.causes)].filter((text) => text !== '');
  io.out(isJson ? eventLine(end) : `\n${endText(end, io, from.join(', '))}`);
  return isFollowed && end.result !== 'SUCCESS' ? Exit.outside : Exit.fine;
}

function viewFor(image: string, options: LogsOptions, io: Io): LogView {
  const { bold } = pc.createColors(io.color);
  return options.json === true
    ? jsonView(image, options, io)
    : new LogPrinter({ ...options, write: io.out, bold });
}

/** @returns the build as it was before */
async function readNow(
  { jenkins, named, build }: LogSubject,
  reader: LogReader,
  view: LogView,
): Promise<Answer<BuildState>> {
  const part = await readLog(jenkins, named.path, build.number, reader, () => view.flush());
  return 'fault' in part ? part : { value: build };
}

/** @returns the build as it is when it is done; null is for who stops before */
function follow(
  { jenkins, named, build }: LogSubject,
  reader: LogReader,
  view: LogView,
  { json }: LogsOptions,
  io: Io,
): Promise<Answer<BuildState | null>> {
  return followLog(jenkins, named.path, build.number, reader, {
    sleep: async (milliseconds) => void (await sleep(milliseconds)),
    now: () => performance.now(),
    onPart: () => view.flush(),
    onConnection(state, reason) {
      if (json === true) io.out(eventLine({ type: 'connection', image: named.dir, state, reason }));
      else io.err(state === 'lost' ? `cooper: ${reason}; trying again\n` : 'cooper: Jenkins is back\n');
    },
  });
}

const NAMED = 20;

function noStage({ stage = '' }: LogsOptions, names: readonly string[], io: Io): number {
  const there = names.slice(0, NAMED).map((name) => printable(name));
  const help = there.length === 0 ? 'It has none at all' : `It has ${there.join(', ')}`;
  io.err(`cooper: this build has no stage ${JSON.stringify(stage)}\n  ${help}.\n`);
  return Exit.usage;
}
