/** Words for what Jenkins tells. What comes from there is made printable here. */
import type { BuildSummary, ImageStatus } from '../../builds/status.js';
import type { BuildResult, Cause } from '../../clients/jenkins/types.js';
import { printable } from '../../diagnostics/create.js';
import { cutTo } from '../text-width.js';

export type Outcome = BuildResult | 'RUNNING';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** What is older is told by its date. */
const OLD = 60 * DAY;
/** https://tc39.es/ecma262/#sec-time-values-and-time-range */
const LAST_TIME = 8.64e15;

export function outcomeOf({ building, result }: BuildSummary): Outcome {
  // A build that has its result may still archive.
  return building ? 'RUNNING' : (result ?? 'NOT_BUILT');
}

export const WORDS: Readonly<Record<Outcome, string>> = {
  SUCCESS: 'success',
  UNSTABLE: 'unstable',
  FAILURE: 'failed',
  ABORTED: 'aborted',
  NOT_BUILT: 'not built',
  RUNNING: 'running',
};

/** `just now`, `5 min ago`, `3 h ago`, `12 days ago`, `2026-01-31`. */
export function ago(time: number, now: number): string {
  const past = now - time;
  if (past < MINUTE) return 'just now';
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min ago`;
  if (past < 2 * DAY) return `${Math.floor(past / HOUR)} h ago`;
  if (past < OLD) return `${Math.floor(past / DAY)} days ago`;
  // A time that is none would make toISOString throw.
  return Math.abs(time) <= LAST_TIME ? new Date(time).toISOString().slice(0, 10) : 'long ago';
}

/** How far a running build is, by Jenkins' guess: `about 60 %`, `longer than usual`; '' where it has none. */
export function howFar({ building, duration, estimated }: BuildSummary): string {
  if (!building || !(estimated > 0)) return '';
  const percent = Math.floor((duration / estimated) * 100);
  return percent >= 100 ? 'longer than usual' : `about ${percent} %`;
}

const LONGEST_CAUSE = 60;

/** `ann`, `timer`, `after base #41`. */
export function why(causes: readonly Cause[]): string {
  const each = causes.map(({ user, upstream, description }) => {
    if (upstream !== null) return `after ${upstream.job} #${upstream.number}`;
    return user ?? description.replace(/^Started by (?:an? |the )?/iu, '');
  });
  return [...new Set(each)].map((text) => cutTo(printable(text), LONGEST_CAUSE)).join(', ');
}

export function tagsOf({ tags }: BuildSummary): string {
  return printable(tags.join(', '));
}

/** The first twelve digits, as docker shows an id. */
export function shortDigest(digest: string | null): string {
  return digest === null ? '' : printable(digest.replace(/^sha256:/u, '').slice(0, 12));
}

/** What is missing for a build, and what to do; '' where nothing is. */
export function lacking({ state, fault, waiting, builds, image }: ImageStatus): string {
  if (state === 'missing') return 'no job: cooper jobs sync';
  if (fault !== null) return printable(fault.reason);
  if (waiting !== null)
    return printable(`${waiting.stuck ? 'stuck' : 'waits'} in the queue${because(waiting.why)}`);
  if (state === 'disabled') return 'disabled in Jenkins';
  return builds.length === 0 ? `never built: cooper build ${printable(image)}` : '';
}

function because(reason: string | null): string {
  return reason === null ? '' : `: ${reason}`;
}
