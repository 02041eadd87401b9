import { packageName } from '../compose/package-name.js';
import { packagesAt, packagesOrigin } from './package-runs.js';
import { changes, type Change, type ImageState } from './change.js';
import { stagePairs, type StagePair } from './stage-pairs.js';

/** Packages of each stage that come, go, or have another version. */
export function packages(before: ImageState | null, after: ImageState): Change[] {
  return stagePairs(before, after).flatMap(({ label, before: old, after: now }) =>
    changes('packages', packagesOf(old, before), packagesOf(now, after), { stage: label }),
  );
}

/** `apt curl` → `curl=7.88`. */
function packagesOf(stage: StagePair['after'], state: ImageState | null): Map<string, string> {
  const found = new Map<string, string>();
  for (const { origin } of stage?.instructions ?? []) {
    const manager = packagesOrigin(origin);
    if (manager === null || !state) continue;
    for (const text of packagesAt(state, origin)) found.set(`${manager} ${packageName(text)}`, text);
  }
  return found;
}
