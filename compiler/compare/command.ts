import { commandWords } from '../layers/words.js';
import type { Change, ImageState } from './change.js';
import { single } from './single.js';
import { lastOf } from './stage-pairs.js';

/** What the container runs. */
export function command(before: ImageState | null, after: ImageState): Change[] {
  return (['ENTRYPOINT', 'CMD'] as const).flatMap((verb) =>
    single(
      'command',
      before,
      after,
      (stage) => {
        const found = lastOf(stage, verb);
        return found && commandWords(found.command);
      },
      verb.toLowerCase(),
    ),
  );
}
