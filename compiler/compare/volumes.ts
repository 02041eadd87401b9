import { changes, type Change, type ImageState } from './change.js';
import { bodiesOf, stagePairs } from './stage-pairs.js';

/** Mount points that hold data. */
export function volumes(before: ImageState | null, after: ImageState): Change[] {
  return stagePairs(before, after).flatMap(({ label, before: old, after: now }) => {
    const [was, is] = [old, now].map(
      (stage) =>
        new Map(bodiesOf(stage, 'VOLUME').flatMap(({ values }) => values.map(({ text }) => [text, text]))),
    ) as [Map<string, string>, Map<string, string>];
    return changes('volumes', was, is, { stage: label });
  });
}
