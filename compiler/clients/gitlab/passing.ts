import { isBroken, type Head, type Outcome } from '../http/outcome.js';
import { retryAfter, type Passing } from '../http/retry.js';

/** Seconds: a period of GitLab's usual limits is a minute. */
export const PATIENCE = 90;

const PASSING = [408, 429, 502, 503, 504];

/** Faults that pass. GitLab's own 500 is none of them: it says the same the next time. */
export function passing(outcome: Outcome): Passing | null {
  if (isBroken(outcome)) return outcome.transient ? { problem: outcome.failure, wait: 0 } : null;
  const { status } = outcome;
  if (!PASSING.includes(status)) return null;
  const problem = status === 429 ? 'has had too many requests (HTTP 429)' : `answered HTTP ${status}`;
  return { problem, wait: waitIn(outcome) };
}

/**
 * Seconds until GitLab takes requests again; 0 where it does not say. RateLimit-Reset is seconds since the epoch.
 * Source: doc/administration/settings/user_and_ip_rate_limits.md of https://gitlab.com/gitlab-org/gitlab
 */
export function waitIn({ headers }: Head): number {
  const asked = retryAfter(headers['retry-after'] ?? '');
  const reset = headers['ratelimit-reset'];
  if (asked > 0 || typeof reset !== 'string' || !/^\d{9,11}$/u.test(reset)) return asked;
  return Math.max(0, Math.ceil(Number(reset) - Date.now() / 1000));
}

/** Whether a request that changes something has surely changed nothing. */
export function nothingDone(outcome: Outcome): boolean {
  return isBroken(outcome) ? !outcome.sent : outcome.status === 429;
}
