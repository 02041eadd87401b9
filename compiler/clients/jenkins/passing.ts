import { retryAfter, type Passing } from '../http/retry.js';
import { isBroken, type Outcome, type Reply } from '../http/outcome.js';

/** Faults that pass: of the network, of a proxy whose controller is away, of a controller that is starting. */
const PASSING = [408, 429, 502, 503, 504];

/** Jenkins' own 500 is none of them: it says the same the next time. */
export function passing(outcome: Outcome): Passing | null {
  if (isBroken(outcome)) return outcome.transient ? { problem: outcome.failure, wait: 0 } : null;
  const { status, headers } = outcome;
  if (!PASSING.includes(status)) return null;
  const problem = isStarting(outcome) ? 'is starting' : `answered HTTP ${status}`;
  return { problem, wait: retryAfter(headers['retry-after'] ?? '') };
}

/**
 * While it starts or restarts, a controller shows one page whatever it is asked, with 503: nothing was done.
 * Source: hudson.util.HudsonIsLoading and HudsonIsRestarting of https://github.com/jenkinsci/jenkins
 */
export function isStarting({ status, body }: Reply): boolean {
  if (status !== 503) return false;
  const page = new TextDecoder().decode(body.subarray(0, 64 * 1024));
  return /Jenkins is (?:getting ready|restarting)|Starting Jenkins|app-jenkins-booting/iu.test(page);
}

/** Whether a request that changes something has surely changed nothing. */
export function nothingDone(outcome: Outcome): boolean {
  return isBroken(outcome) ? !outcome.sent : outcome.status === 429 || isStarting(outcome);
}
