import { commandWords } from '../layers/words.js';
import type { Change, ImageState } from './change.js';
import { single } from './single.js';
import { lastOf } from './stage-pairs.js';

/** The shell of RUN lines and shell forms. */
export function shell(before: ImageState | null, after: ImageState): Change[] {
  return single('shell', before, after, (stage) => {
    const found = lastOf(stage, 'SHELL');
    return found && commandWords(found.argv);
  });
}
