import type { HttpAnswer, HttpFailure } from './http.js';

export interface RetryOptions {
  /** How often at most, after the first time. */
  readonly retries: number;
  /** Waits; the tests have one that doesn't. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Called before each wait, for a log. `problem` is a clause without a subject. */
  readonly onRetry: (problem: string, seconds: number) => void;
}

/** Who is asked to wait longer than this, in seconds, is told so instead. */
export const PATIENCE = 30;

/** Does it again, after 1, 2, 4 … seconds, as long as the fault is one that passes: of the network, 408, 429, 5xx. */
export async function retrying(
  attempt: () => Promise<HttpAnswer | HttpFailure>,
  { retries, sleep, onRetry }: RetryOptions,
): Promise<HttpAnswer | HttpFailure> {
  for (let tried = 0; ; tried++) {
    const result = await attempt();
    if (tried === retries || !isTransient(result)) return result;
    const seconds = Math.max(2 ** tried, askedToWait(result));
    if (seconds > PATIENCE) return result;
    onRetry('failure' in result ? result.failure : `answered HTTP ${result.status}`, seconds);
    await sleep(seconds * 1000);
  }
}

function isTransient(result: HttpAnswer | HttpFailure): boolean {
  if ('failure' in result) return result.transient;
  const { status } = result;
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}

/** Seconds that Retry-After asks for, as a number or as a date; 0 without it. */
export function askedToWait(result: HttpAnswer | HttpFailure): number {
  if ('failure' in result) return 0;
  const value = result.headers.get('retry-after') ?? '';
  if (/^\d{1,9}$/u.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}
