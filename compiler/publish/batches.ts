import type { Action } from './actions.js';

/** How much goes into one request. */
export interface Limits {
  /** Bytes of content, before they are written as Base64. */
  readonly bytes: number;
  readonly actions: number;
}

/**
 * GitLab takes three requests in 30 seconds of those with more than 20 MB (Base64 makes a third more of it), and gives
 * up after a minute, which some thousands of files can take.
 * https://docs.gitlab.com/security/rate_limits/
 */
export const LIMITS: Limits = { bytes: 14 * 1024 * 1024, actions: 2000 };

/** Of a commit that can only be made in one step. GitLab answers such a request after a while, but it does. */
export const LARGEST: Limits = { bytes: 96 * 1024 * 1024, actions: 10_000 };

/** Actions in their order, as many together as one request takes: at least one. */
export function batchesOf(
  actions: readonly Action[],
  sizeOf: (action: Action) => number,
  { bytes, actions: most }: Limits,
): Action[][] {
  const batches: Action[][] = [];
  let [open, size]: [Action[], number] = [[], 0];
  for (const action of actions) {
    const own = sizeOf(action);
    if (open.length > 0 && (open.length >= most || size + own > bytes)) {
      batches.push(open);
      [open, size] = [[], 0];
    }
    open.push(action);
    size += own;
  }
  return open.length === 0 ? batches : [...batches, open];
}
