import { keyOf } from '../layers/key.js';
import { labelOf, splitStages } from '../layers/stages.js';
import { stagePairs } from './stage-pairs.js';
import { change, type Change, type ImageState, type Subject } from './change.js';

/** Subjects that tell of a stage's instructions. */
const OF_INSTRUCTIONS: readonly Subject[] = [
  'base',
  'stages',
  'packages',
  'run',
  'copy',
  'environment',
  'arguments',
  'shell',
  'workdir',
  'user',
  'ports',
  'volumes',
  'command',
  'health',
  'labels',
  'onbuild',
];

/**
 * What no subject has told, so that nothing is ever said to be the same that isn't: another order of instructions,
 * or a part of the plan that has no subject.
 */
export function other(before: ImageState | null, after: ImageState, told: readonly Change[]): Change[] {
  if (before === null) return [];
  const stages = stagePairs(before, after).flatMap(({ label, before: old, after: now }) => {
    if (keyOf(old?.instructions) === keyOf(now?.instructions)) return [];
    if (
      told.some((one) => OF_INSTRUCTIONS.includes(one.subject) && (one.stage === label || one.name === label))
    )
      return [];
    const keys = [old, now].map((stage) => (stage?.instructions ?? []).map(({ body }) => keyOf(body)));
    const [was = [], is = []] = keys;
    const reordered = [...was].sort().join('\n') === [...is].sort().join('\n');
    const what = reordered ? 'the order of the instructions' : 'the instructions';
    return change('other', what, what, { stage: label, name: what, note: 'it is another' });
  });
  const found = [...stages, ...orderOfStages(before, after)];
  if (told.length + found.length > 0) return found;
  const parts = Object.keys(after.plan).filter((key) => partOf(before, key) !== partOf(after, key));
  return parts.flatMap((key) => change('other', key, key, { name: key, note: 'it is another' }));
}

function orderOfStages(before: ImageState, after: ImageState): Change[] {
  const [was, is] = [before, after].map(({ plan }) =>
    splitStages(plan.instructions).stages.map((stage) => labelOf(stage) ?? 'the image'),
  ) as [string[], string[]];
  if ([...was].sort().join('\n') !== [...is].sort().join('\n')) return [];
  return change('other', was.join(', '), is.join(', '), { name: 'the order of the stages' });
}

/** Which file a spec is, and comments, change nothing. */
function partOf({ plan }: ImageState, key: string): string {
  return key === 'specFile' || key === 'comment' ? '' : keyOf(plan[key as keyof typeof plan]);
}
