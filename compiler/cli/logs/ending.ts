/** What a build came to. */
import type { BuildEvent } from '../../builds/events.js';
import { recordOf } from '../../builds/record.js';
import type { Answer, BuildState } from '../../clients/jenkins/types.js';
import { printable } from '../../diagnostics/create.js';
import { locateFailure } from '../../explain-failure.js';
import type { FailureScanner } from '../../failures/scan.js';
import type { Io } from '../io.js';
import { failureText } from '../jenkins/failure-text.js';
import { duration } from '../run/view.js';
import { paintFor } from '../status/paint.js';
import { ago, why, WORDS } from '../status/words.js';
import type { LogSubject } from './command.js';

type BuildEnd = Extract<BuildEvent, { type: 'build-end' }>;

/** @param scanner has read the whole log */
export async function endOf(
  { jenkins, named, build }: LogSubject,
  scanner: FailureScanner,
): Promise<Answer<BuildEnd>> {
  // Only now they are all known.
  const told = await jenkins.stages(named.path, build.number);
  const stages = 'value' in told ? told.value : null;
  const record = await recordOf(jenkins, named.path, build);
  if ('fault' in record) return record;
  const result = build.result ?? 'NOT_BUILT';
  const failure = scanner.result({ result, stages });
  const located =
    failure === null || named.image === null
      ? failure && { ...failure, location: null }
      : locateFailure(named.root, named.image, failure);
  return {
    value: {
      type: 'build-end',
      image: named.dir,
      job: named.path.join('/'),
      number: build.number,
      url: build.url,
      result,
      ms: build.duration,
      stages: (stages ?? []).map(({ name, status, duration: ms }) => ({ name, status, ms })),
      record: record.value,
      failure: located,
    },
  };
}

/** The last lines of a log that is shown as text. */
export function endText(end: BuildEnd, build: BuildState, io: Io, now = Date.now()): string {
  const { job, number, result, ms, record, failure } = end;
  const paint = paintFor(io);
  const outcome = paint.outcome[result](`${paint.mark[result]} ${WORDS[result]}`);
  const cause = why(build.causes);
  const whence = [ago(build.started, now), ...(cause === '' ? [] : [cause])].join(', ');
  const lines = [`\n${outcome}: ${printable(job)} #${number} after ${duration(ms)} (${whence})`];
  if (record !== null)
    lines.push(
      `${record.result === 'unchanged' ? 'Unchanged' : 'Pushed'}: ${printable(record.reference)} (${printable(record.digest)})`,
    );
  return `${lines.join('\n')}\n${failure === null ? '' : failureText(failure, io)}`;
}
