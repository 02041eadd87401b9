import type { Answer } from '../clients/jenkins/types.js';
import { Absence, type AbsenceOptions } from './absence.js';
import type { Clock } from './start.js';

export interface Patience extends Clock, Partial<Pick<AbsenceOptions, 'onConnection'>> {
  /** Nobody wants to know any more. */
  readonly signal?: AbortSignal;
  /** Milliseconds that a controller may be away. */
  readonly patience?: number;
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
  const absence = new Absence({ now, onConnection: patience > 0 ? onConnection : () => {} });
  for (let interval = INTERVAL; ; interval = Math.min(interval * 1.5, LONGEST_INTERVAL)) {
    const answer = await ask();
    const isAway = 'fault' in answer && answer.fault.kind === 'unreachable';
    if (!isAway) absence.back();
    if (!isAway || signal?.aborted === true) return answer;
    if (absence.lost(answer.fault.reason) >= patience) return answer;
    await sleep(interval);
  }
}
