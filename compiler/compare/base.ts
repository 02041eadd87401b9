import { referenceWords } from '../layers/words.js';
import { change, type Change, type ImageState } from './change.js';
import { stagePairs, type StagePair } from './stage-pairs.js';

/** The base image of each stage: reference, digest and platform. */
export function base(before: ImageState | null, after: ImageState): Change[] {
  return stagePairs(before, after).flatMap(({ label, before: old, after: now }) => {
    // A stage that comes or goes is told as a whole.
    if (label !== null && (!old || !now)) return [];
    const [was, is] = [old, now].map((stage) => stage && baseWords(stage)) as [string | null, string];
    const moved = old && now && old.from.image === now.from.image && old.from.digest !== now.from.digest;
    return change('base', was, is, { stage: label, note: moved ? 'the same tag, other content' : '' });
  });
}

/** `image@digest (linux/arm64)`. */
export function baseWords({ from }: NonNullable<StagePair['after']>): string {
  return referenceWords(from) + (from.platform === null ? '' : ` (${from.platform})`);
}
