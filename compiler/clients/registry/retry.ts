import { retryAfter, type Passing } from '../http/retry.js';
import type { HttpAnswer, HttpFailure } from './http.js';

/** Faults that pass: of the network, 408, 429, 5xx. */
export function passing(result: HttpAnswer | HttpFailure): Passing | null {
  if ('failure' in result) return result.transient ? { problem: result.failure, wait: 0 } : null;
  const { status } = result;
  const passes = status === 408 || status === 429 || (status >= 500 && status !== 501);
  return passes ? { problem: `answered HTTP ${status}`, wait: askedToWait(result) } : null;
}

/** Seconds; 0 where it does not ask for it. */
export function askedToWait({ headers }: HttpAnswer): number {
  return retryAfter(headers.get('retry-after') ?? '');
}
