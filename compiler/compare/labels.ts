import { changes, type Change, type ImageState } from './change.js';
import { pairsOf, stagePairs } from './stage-pairs.js';

/** Labels of each stage; those that the build adds are not among them. */
export function labels(before: ImageState | null, after: ImageState): Change[] {
  return stagePairs(before, after).flatMap(({ label, before: old, after: now }) =>
    changes('labels', pairsOf(old, 'LABEL'), pairsOf(now, 'LABEL'), { stage: label }),
  );
}
