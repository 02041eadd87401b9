import { problem, type Problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import { stagesOf, stepsOf, type Stage } from '../../model/stages.js';
import type { Rule } from '../rule.js';

/** An empty image runs nothing before its files are there. */
export const scratchRun: Rule = function* ({ spec }) {
  for (const stage of stagesOf(spec)) {
    const { fields, pointer } = stage;
    if (fields.from !== 'scratch') continue;
    for (const manager of Object.keys(fields.packages ?? {}))
      yield problem('scratch-run', at(pointer, 'packages', manager), {}, true);
    for (const index of (fields.run ?? []).keys())
      yield problem('scratch-run', at(pointer, 'run', index), {});
    yield* inSteps(stage);
  }
};

function* inSteps(stage: Stage): Iterable<Problem> {
  for (const { value, pointer } of stepsOf(stage)) {
    if ([value.copy, value.add, value.rootfs, value.files].some((verb) => verb !== undefined)) return;
    for (const verb of ['run', 'packages'] as const)
      if (value[verb] !== undefined) yield problem('scratch-run', at(pointer, verb), {}, true);
  }
}
