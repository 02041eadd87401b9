import type { Change, ImageState } from './change.js';
import { single } from './single.js';
import { bodiesOf } from './stage-pairs.js';

/** The working directory; where there are several, one is relative to the one before. */
export function workdir(before: ImageState | null, after: ImageState): Change[] {
  return single('workdir', before, after, (stage) => {
    const all = bodiesOf(stage, 'WORKDIR').map(({ value }) => value.text);
    return all.length === 0 ? null : all.join(', then ');
  });
}
