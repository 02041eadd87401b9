import type { Change, ImageState } from './change.js';
import { sequence } from './sequence.js';
import { bodiesOf, stagePairs } from './stage-pairs.js';

/** What happens when another image is built on this one. */
export function onbuild(before: ImageState | null, after: ImageState): Change[] {
  return stagePairs(before, after).flatMap(({ label, before: old, after: now }) =>
    sequence('onbuild', bodiesOf(old, 'ONBUILD'), bodiesOf(now, 'ONBUILD'), label),
  );
}
