import { problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import type { Rule } from '../rule.js';

/** An empty image runs nothing before its files are there. */
export const scratchRun: Rule = function* ({ spec }) {
  if (spec.from !== 'scratch') return;
  for (const manager of Object.keys(spec.packages ?? {}))
    yield problem('scratch-run', at('/packages', manager), {}, true);
  for (const index of (spec.run ?? []).keys()) yield problem('scratch-run', at('/run', index), {});
};
