import { baseWords } from './base.js';
import { change, type Change, type ImageState } from './change.js';
import { stagePairs } from './stage-pairs.js';

/** Build stages that come or go, each with its base. */
export function stages(before: ImageState | null, after: ImageState): Change[] {
  return stagePairs(before, after).flatMap(({ label, before: old, after: now }) =>
    label === null || (old && now)
      ? []
      : change('stages', old && baseWords(old), now && baseWords(now), { name: label }),
  );
}
