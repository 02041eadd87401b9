import type { BuiltStage } from '../layers/stages.js';
import { change, type Change, type ImageState, type Subject } from './change.js';
import { stagePairs } from './stage-pairs.js';

/** What a stage says once, or says nothing about. */
export function single(
  subject: Subject,
  before: ImageState | null,
  after: ImageState,
  wordsOf: (stage: BuiltStage | null) => string | null,
  name = '',
): Change[] {
  return stagePairs(before, after).flatMap(({ label, before: old, after: now }) =>
    change(subject, wordsOf(old), wordsOf(now), { stage: label, name }),
  );
}
