import type { Change, ImageState } from './change.js';
import { single } from './single.js';
import { lastOf } from './stage-pairs.js';

/** Who the container runs as. A reviewer should look where that may be root now, and was not. */
export function user(before: ImageState | null, after: ImageState): Change[] {
  const found = single('user', before, after, (stage) => lastOf(stage, 'USER')?.value.text ?? null);
  return found.map((one) => ({
    ...one,
    attention: one.stage === null && one.before !== null && mayBeRoot(one.after) && !mayBeRoot(one.before),
  }));
}

/** Without USER it is whoever the base image says. */
function mayBeRoot(name: string | null): boolean {
  return name === null || /^(root|0+)(:|$)/u.test(name);
}
