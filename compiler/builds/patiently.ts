import type { Answer } from '../clients/jenkins/types.js';
import type { Clock } from './start.js';

export interface Patience extends Clock {
  readonly signal?: AbortSignal;
  /** Milliseconds that a controller may be away. */
  readonly patience?: number;
  /** The connection is lost, or is back. `reason` is a clause. */
  readonly onConnection?: (state: 'lost' | 'back', reason: string) => void;
}

const INTERVAL = 1000;
const LONGEST_INTERVAL = 10_000;

/**
 * Asks again as long as nobody answers and there is patience.
 * @param ask what changes something is `unreachable` only when it surely has not arrived: then it may be asked again
 */
export async function patiently<T>(
  ask: () => Promise<Answer<T>>,
  { sleep, now, signal, patience = 0, onConnection = () => {} }: Patience,
): Promise<Answer<T>> {
  let lost: number | null = null;
  for (let interval = INTERVAL; ; interval = Math.min(interval * 1.5, LONGEST_INTERVAL)) {
    const answer = await ask();
    const isAway = 'fault' in answer && answer.fault.kind === 'unreachable';
    if (!isAway && lost !== null) onConnection('back', '');
    if (!isAway || signal?.aborted === true) return answer;
    if (lost === null && patience > 0) onConnection('lost', answer.fault.reason);
    lost ??= now();
    if (now() - lost >= patience) return answer;
    await sleep(interval);
  }
}
