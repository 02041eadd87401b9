import { wordsOf } from '../layers/words.js';
import type { Change, ImageState } from './change.js';
import { single } from './single.js';
import { lastOf } from './stage-pairs.js';

/** How the engine finds out whether a container is healthy, and the signal that stops it. */
export function health(before: ImageState | null, after: ImageState): Change[] {
  return [
    ...single(
      'health',
      before,
      after,
      (stage) => {
        const found = lastOf(stage, 'HEALTHCHECK');
        return found && wordsOf(found).replace(/^HEALTHCHECK /u, '');
      },
      'healthcheck',
    ),
    ...single(
      'health',
      before,
      after,
      (stage) => lastOf(stage, 'STOPSIGNAL')?.value.text ?? null,
      'stop signal',
    ),
  ];
}
