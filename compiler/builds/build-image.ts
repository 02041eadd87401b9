/** One image's build in Jenkins, from the request to its end; what happens is told as events. */
import type { Answer, JenkinsApi, JenkinsFault, JobPath } from '../clients/jenkins/types.js';
import type { Failure } from '../failures/failure.js';
import { FailureScanner } from '../failures/scan.js';
import type { AbsenceOptions } from './absence.js';
import type { BuildEvent, ExplainedFailure } from './events.js';
import { jobPart } from '../clients/jenkins/job-address.js';
import { endOfBuild } from './end-of-build.js';
import { followLog } from './follow-log.js';
import type { LogLine, LogReader } from './log-reader.js';
import { waitInQueue } from './queue.js';
import { readerFor } from './read-build.js';
import { startBuild, type Clock, type Parameters, type Started } from './start.js';

export interface BuildTarget {
  /** What it is called in events. */
  readonly image: string;
  readonly path: JobPath;
  readonly parameters: Parameters;
}

export interface BuildOptions extends Clock {
  readonly onEvent: (event: BuildEvent) => void;
  /** Nobody wants to know any more; the build goes on in Jenkins. */
  readonly signal?: AbortSignal;
  /** Milliseconds that a controller may be away. */
  readonly patience: number;
  /** Only until Jenkins has it: it has a number, or waits for something else than the quiet period. */
  readonly detach?: boolean;
  /** A build that is there already and counts as ours. */
  readonly existing?: (target: BuildTarget) => Promise<Started | null>;
  /** Where a failure comes from. */
  readonly locate: (failure: Failure) => ExplainedFailure;
}

export type BuildOutcome =
  | { readonly state: 'done'; readonly number: number; readonly isSuccess: boolean }
  /** It runs or waits in Jenkins, and we looked away. */
  | { readonly state: 'detached' }
  /** It was started, and what came of it can't be told. */
  | { readonly state: 'lost'; readonly number: number }
  | { readonly state: 'not-built' };

export async function buildImage(
  jenkins: JenkinsApi,
  target: BuildTarget,
  options: BuildOptions,
): Promise<BuildOutcome> {
  const { image, path, parameters } = target;
  const { onEvent, signal } = options;
  const onConnection = (state: 'lost' | 'back', reason: string): void =>
    onEvent({ type: 'connection', image, state, reason });
  const patient = { ...options, onConnection };
  const existing = await options.existing?.(target);
  const started: Answer<Started> = existing
    ? { value: existing }
    : await startBuild(jenkins, path, parameters, patient);
  if ('fault' in started) return notBuilt(image, started.fault, options);
  const number = await numberOf(jenkins, target, started.value, patient);
  if ('fault' in number) return notBuilt(image, number.fault, options);
  if (number.value === null) return { state: 'detached' };
  const job = path.join('/');
  const url = `${jenkins.url}${jobPart(path)}/${number.value}/`;
  onEvent({ type: 'build-start', image, job, number: number.value, url });
  if (options.detach === true) return { state: 'detached' };
  const scanner = new FailureScanner();
  const reader = readerOf(image, scanner, options);
  const followed = await followLog(jenkins, path, number.value, reader, patient);
  if ('fault' in followed) {
    if (signal?.aborted === true) return { state: 'detached' };
    const { reason, advice } = followed.fault;
    onEvent({ type: 'lost', image, job, number: number.value, url, reason, advice });
    return { state: 'lost', number: number.value };
  }
  if (followed.value === null || signal?.aborted === true) return { state: 'detached' };
  const end = await endOfBuild(jenkins, target, followed.value, scanner, options.locate);
  onEvent(end);
  return { state: 'done', number: number.value, isSuccess: end.result === 'SUCCESS' };
}

/** Of the build; null where it is not waited for. */
async function numberOf(
  jenkins: JenkinsApi,
  { image, path }: BuildTarget,
  started: Started,
  options: BuildOptions & AbsenceOptions,
): Promise<Answer<number | null>> {
  if ('number' in started) return { value: started.number };
  const { item } = started;
  const { onEvent, detach, signal } = options;
  onEvent({ type: 'queued', image, job: path.join('/'), item, url: `${jenkins.url}/queue/item/${item}/` });
  const left = new AbortController();
  const signals = signal ? [signal, left.signal] : [left.signal];
  return waitInQueue(jenkins, path, item, {
    ...options,
    signal: AbortSignal.any(signals),
    onWaiting(why, stuck) {
      onEvent({ type: 'waiting', image, why, stuck });
      if (detach === true && !isQuietPeriod(why)) left.abort();
    },
  });
}

/** Every build waits for it, some seconds. */
function isQuietPeriod(why: string): boolean {
  return /quiet period/iu.test(why);
}

/** Stages have the times at which we saw them; Jenkins' own come at the end. */
function readerOf(image: string, scanner: FailureScanner, { onEvent, now }: BuildOptions): LogReader {
  const since: number[] = [];
  return readerFor(
    {
      stageStart(stage) {
        since.push(now());
        onEvent({ type: 'stage-start', image, stage });
      },
      line(line: LogLine) {
        scanner.line(line);
        if (line.kind === 'output') onEvent({ type: 'line', image, stage: line.stage, text: line.text });
      },
      stageEnd(stage) {
        const ms = Math.round(now() - (since.pop() ?? now()));
        onEvent({ type: 'stage-end', image, stage, status: 'UNKNOWN', ms });
      },
    },
    [],
    false,
  );
}

function notBuilt(
  image: string,
  { reason, advice }: JenkinsFault,
  { onEvent, signal }: BuildOptions,
): BuildOutcome {
  // Then it is our own end that is the fault.
  if (signal?.aborted !== true) onEvent({ type: 'not-built', image, reason, advice });
  return { state: 'not-built' };
}
