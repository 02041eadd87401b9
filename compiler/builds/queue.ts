import type { Answer, JenkinsApi, JenkinsFault } from '../clients/jenkins/types.js';
import type { Clock } from './start.js';

export interface WaitOptions extends Clock {
  readonly signal?: AbortSignal;
  /** Milliseconds that a controller may be away. */
  readonly patience: number;
  /** Jenkins' own sentence, when it changes. */
  readonly onWaiting: (why: string, stuck: boolean) => void;
  readonly onConnection: (state: 'lost' | 'back', reason: string) => void;
}

const INTERVAL = 500;
const LONGEST_INTERVAL = 5000;

/**
 * Waits until an item of the queue has become a build, however long that takes.
 * @returns the build's number; null where `signal` ended it before
 */
export async function waitInQueue(
  jenkins: JenkinsApi,
  item: number,
  { sleep, now, signal, patience, onWaiting, onConnection }: WaitOptions,
): Promise<Answer<number | null>> {
  const isLeft = (): boolean => signal?.aborted === true;
  let told = '';
  let lost: number | null = null;
  for (let interval = INTERVAL; !isLeft(); interval = Math.min(interval * 1.3, LONGEST_INTERVAL)) {
    const answer = await jenkins.queueItem(item);
    if ('fault' in answer) {
      if (answer.fault.kind !== 'unreachable') return { fault: gone(answer.fault) };
      if (lost === null) onConnection('lost', answer.fault.reason);
      lost ??= now();
      if (now() - lost > patience) return answer;
    } else {
      if (lost !== null) onConnection('back', '');
      lost = null;
      const { value } = answer;
      if (value.state === 'started') return { value: value.number };
      if (value.state === 'cancelled') return { fault: cancelled(item) };
      const word = `${value.why ?? ''}${value.stuck}`;
      if (value.why !== null && word !== told) onWaiting(value.why, value.stuck);
      told = word;
    }
    await sleep(interval);
  }
  return { value: null };
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

/** Jenkins forgets an item some minutes after it has left the queue. */
function gone(fault: JenkinsFault): JenkinsFault {
  return fault.kind === 'missing'
    ? { ...fault, advice: 'It was cancelled, or its job was deleted. See: cooper status' }
    : fault;
}
