import { problem } from '../../model/problem.js';
import type { ImageSpec } from '../../model/spec.js';
import { stagesOf, stepsOf, type Stage } from '../../model/stages.js';
import type { Rule } from '../rule.js';

/** Docker resets the inherited CMD when an image sets ENTRYPOINT: https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact */
export const command: Rule = function* ({ spec }) {
  const own = stagesOf(spec).at(-1);
  if (!own || says(own, 'cmd')) return;
  const { entrypoint } = spec;
  const step = stepsOf(own).findLast(({ value }) => value.entrypoint !== undefined);
  const sets = entrypoint ?? step?.value.entrypoint ?? [];
  if (sets.length > 0 && mayHaveCmd(own, spec))
    yield problem(
      'entrypoint-drops-cmd',
      entrypoint === undefined ? `${step?.pointer}/entrypoint` : '/entrypoint',
      {},
      true,
    );
};

function says(stage: Stage, verb: 'cmd'): boolean {
  return stage.fields[verb] !== undefined || stepsOf(stage).some(({ value }) => value[verb] !== undefined);
}

/** Of an image by its reference nobody knows; an empty one has none. */
function mayHaveCmd({ fields: { from } }: Stage, spec: ImageSpec): boolean {
  if (from === 'scratch') return false;
  if (typeof from === 'string' || from.stage === undefined) return true;
  const stages = stagesOf(spec);
  const base = stages.findIndex(({ name }) => name?.toLowerCase() === from.stage?.toLowerCase());
  const stage = stages[base];
  // Only an earlier one: references are checked by another rule.
  return (
    stage !== undefined &&
    (says(stage, 'cmd') || mayHaveCmd(stage, { ...spec, stages: (spec.stages ?? []).slice(0, base) }))
  );
}
