import { problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import { stagesOf } from '../../model/stages.js';
import type { Rule } from '../rule.js';

/** A stage's name names one stage; upper and lower case are the same to builders. */
export const stageNames: Rule = function* ({ spec }) {
  const names = new Set<string>();
  for (const { name, pointer } of stagesOf(spec)) {
    if (name === null) continue;
    const place = pointer === '' ? '/target' : at(pointer, 'name');
    if (names.has(name.toLowerCase())) yield problem('stage-twice', place, { name });
    names.add(name.toLowerCase());
  }
};
