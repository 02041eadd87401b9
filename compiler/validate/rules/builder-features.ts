import type { Pointer } from '../../model/plan.js';
import { problem, type Problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import { copiesOf, onbuildsOf, runsOf, stagesOf } from '../../model/stages.js';
import type { Rule } from '../rule.js';

/** What no buildah has. What depends on a version is asked on the agent, before anything runs. */
export const builderFeatures: Rule = function* ({ spec, pipeline }) {
  if (pipeline.builder !== 'buildah') return;
  for (const stage of stagesOf(spec)) {
    const triggers = onbuildsOf(stage);
    const runs = triggers.flatMap(({ value, pointer }) =>
      value.run === undefined ? [] : [{ value: value.run, pointer: at(pointer, 'run') }],
    );
    for (const { value, pointer } of [...runsOf(stage), ...runs])
      if (typeof value === 'object' && value.security !== undefined)
        yield lacks(`\`security: ${value.security}\``, at(pointer, 'security'));
    for (const { value, pointer } of [...copiesOf(stage), ...triggers])
      for (const option of ['keepGitDir', 'unpack'] as const)
        if (value[option] !== undefined) yield lacks(`\`${option}\``, at(pointer, option));
  }
};

function lacks(feature: string, pointer: Pointer): Problem {
  const advice = 'Do without it, or build with docker.';
  return problem('builder-feature', pointer, { builder: 'buildah', feature, advice });
}
