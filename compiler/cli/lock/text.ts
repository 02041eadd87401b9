import { isError } from '../../compile.js';
import type { LockResult } from '../../lock.js';
import type { LockEntry } from '../../lock/changes.js';
import { LOCK_FILE } from '../../lock/lock-file.js';
import { count } from '../report.js';

type State = LockEntry['state'];

/** What was done, and what is to be done. */
const DONE: Readonly<Record<State, string>> = {
  missing: 'added',
  moved: 'moved',
  unused: 'removed',
  kept: 'kept',
  failed: 'failed',
};
const TO_DO: Readonly<Record<State, string>> = { ...DONE, missing: 'missing', unused: 'unused' };

/** A line for each reference that is not as locked. */
export function entryLines({ entries, written }: LockResult, check: boolean): string[] {
  const words = check || !written ? TO_DO : DONE;
  const changed = entries.filter(({ state }) => state !== 'kept');
  const width = Math.max(0, ...changed.map(({ reference }) => reference.length));
  return changed.map((entry) =>
    [words[entry.state].padEnd(7), entry.reference.padEnd(width), digests(entry)].join(' ').trimEnd(),
  );
}

/** Nothing was written where there are errors; then those say what to do. */
export function summary({ entries, written, diagnostics }: LockResult, check: boolean): string {
  const of = (...states: State[]): number => entries.filter(({ state }) => states.includes(state)).length;
  const errors = diagnostics.filter(isError).length;
  if (errors > 0) return `${count(errors, 'error')}${check ? '' : `; ${LOCK_FILE} was not changed`}.`;
  const changed = of('missing', 'moved', 'unused');
  if (changed === 0) return `${count(of('kept'), 'image')} locked: everything is current.`;
  if (check) {
    const command = of('moved') > 0 ? 'cooper lock --upgrade' : 'cooper lock';
    return `${changed} of ${count(entries.length, 'image')} not as locked. Run: ${command}`;
  }
  const parts = (['missing', 'moved', 'unused', 'kept'] as const)
    .filter((state) => of(state) > 0)
    .map((state) => `${of(state)} ${DONE[state]}`);
  return `${LOCK_FILE}: ${parts.join(', ')}.${written ? ' Run: cooper compile' : ''}`;
}

function digests({ state, locked, digest }: LockEntry): string {
  if (state === 'moved') return `${short(locked)} → ${short(digest)}`;
  return state === 'missing' ? short(digest) : '';
}

/** As much of a digest as people compare. */
function short(digest: string | null): string {
  return digest?.slice(0, 'sha256:'.length + 12) ?? '';
}
