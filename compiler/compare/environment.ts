import { changes, type Change, type ImageState } from './change.js';
import { pairsOf, stagePairs } from './stage-pairs.js';

/** Environment variables of each stage. */
export function environment(before: ImageState | null, after: ImageState): Change[] {
  return stagePairs(before, after).flatMap(({ label, before: old, after: now }) =>
    changes('environment', pairsOf(old, 'ENV'), pairsOf(now, 'ENV'), { stage: label }),
  );
}
