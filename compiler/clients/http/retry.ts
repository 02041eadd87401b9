/** Doing again what failed, for faults that pass. */

export interface RetryOptions {
  /** How often at most, after the first time. */
  readonly retries: number;
  /** Waits; the tests have one that doesn't. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Called before each wait, for a log. `problem` is a clause without a subject. */
  readonly onRetry: (problem: string, seconds: number) => void;
}

/** A fault that passes: what happened, and the seconds that the server asks to wait (0 where it doesn't). */
export interface Passing {
  /** A clause without a subject. */
  readonly problem: string;
  readonly wait: number;
}

/** Seconds between two times, at most; whom a server asks to wait longer is told so instead. */
export const PATIENCE = 30;

/**
 * Does it again, after 1, 2, 4 … seconds, as long as its result is a fault that passes.
 * @param passing null for a result that is kept
 * @param patience in seconds, for what the server asks for
 */
export async function retrying<T>(
  attempt: () => Promise<T>,
  passing: (result: T) => Passing | null,
  { retries, sleep, onRetry }: RetryOptions,
  patience = PATIENCE,
): Promise<T> {
  for (let tried = 0; ; tried++) {
    const result = await attempt();
    const fault = tried >= retries ? null : passing(result);
    if (fault === null || fault.wait > patience) return result;
    const seconds = Math.max(Math.min(2 ** tried, PATIENCE), fault.wait);
    onRetry(fault.problem, seconds);
    await sleep(seconds * 1000);
  }
}

/** Seconds that the header Retry-After asks for, as a number or as a date; 0 without it. */
export function retryAfter(value: string): number {
  if (/^\d{1,9}$/u.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}
