import { change, type Change, type ImageState } from './change.js';

/** What it is built for. */
export function platforms(before: ImageState | null, after: ImageState): Change[] {
  const words = ({ plan }: ImageState): string => plan.platforms.join(', ') || "the builder's own";
  if (before === null)
    return after.plan.platforms.length === 0 ? [] : change('platforms', null, words(after));
  return change('platforms', words(before), words(after));
}
