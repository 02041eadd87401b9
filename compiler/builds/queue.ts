import type { Answer, JenkinsApi, JenkinsFault, JobPath } from '../clients/jenkins/types.js';
import { Absence } from './absence.js';
import type { Clock } from './start.js';

export interface WaitOptions extends Clock {
  readonly signal?: AbortSignal;
  /** Milliseconds that a controller may be away. */
  readonly patience: number;
  /** Jenkins' own sentence, when it changes in more than the times that it counts down. */
  readonly onWaiting: (why: string, stuck: boolean) => void;
  readonly onConnection: (state: 'lost' | 'back', reason: string) => void;
}

const INTERVAL = 500;
const LONGEST_INTERVAL = 5000;
/** Builds of the job that are looked at for one that came of the item. */
const RECENT = 50;

/**
 * Waits until an item of the queue has become a build, however long that takes.
 * @returns the build's number; null where `signal` ended it before
 */
export async function waitInQueue(
  jenkins: JenkinsApi,
  path: JobPath,
  item: number,
  { sleep, now, signal, patience, onWaiting, onConnection }: WaitOptions,
): Promise<Answer<number | null>> {
  const isLeft = (): boolean => signal?.aborted === true;
  const absence = new Absence({ now, onConnection });
  let told = '';
  for (let interval = INTERVAL; !isLeft(); interval = Math.min(interval * 1.3, LONGEST_INTERVAL)) {
    const answer = await jenkins.queueItem(item);
    if ('fault' in answer) {
      if (answer.fault.kind === 'missing') return forgotten(jenkins, path, item, answer.fault);
      if (answer.fault.kind !== 'unreachable') return answer;
      if (absence.lost(answer.fault.reason) > patience) return answer;
    } else {
      absence.back();
      const { value } = answer;
      if (value.state === 'started') return { value: value.number };
      if (value.state === 'cancelled') return { fault: cancelled(item) };
      const word = `${withoutTimes(value.why ?? '')}${value.stuck}`;
      if (value.why !== null && word !== told) onWaiting(value.why, value.stuck);
      told = word;
    }
    await sleep(interval);
  }
  return { value: null };
}

/** `In the quiet period. Expires in 4.9 sec` and `(ETA: 1 min 3 sec)` are other sentences at each look. */
function withoutTimes(why: string): string {
  return why.replace(/(?:\s*\d[\d.,]*\s?(?:ms|sec|min|hr|days?|mo|yr)\b)+/gu, '');
}

function cancelled(item: number): JenkinsFault {
  return {
    kind: 'conflict',
    status: 200,
    reason: `the queue item ${item} was cancelled before a build came of it`,
    advice:
      'Somebody took it out of the queue, or its job is gone. Start the build again where it is wanted.',
  };
}

/** Jenkins forgets an item some minutes after it has left the queue; the build that came of it remembers. */
async function forgotten(
  jenkins: JenkinsApi,
  path: JobPath,
  item: number,
  fault: JenkinsFault,
): Promise<Answer<number>> {
  const builds = await jenkins.builds(path, RECENT);
  const build = 'value' in builds ? builds.value.find(({ queueItem }) => queueItem === item) : undefined;
  if (build) return { value: build.number };
  return { fault: { ...fault, advice: 'It was cancelled, or its job was deleted. See: cooper status' } };
}
