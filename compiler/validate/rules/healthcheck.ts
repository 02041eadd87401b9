import { problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import type { Rule } from '../rule.js';
import { valuesOf } from '../values.js';

/** A check has a program. To turn the base image's check off there is "none". */
export const healthcheck: Rule = function* ({ spec }) {
  for (const { value, pointer } of valuesOf(spec, 'healthcheck', 'healthcheck'))
    if (typeof value === 'object' && value.test.length === 0)
      yield problem('out-of-range', at(pointer, 'test'), {
        constraint: 'has no program',
        what: 'Name what to run, or turn the check of the base image off with "healthcheck": "none".',
      });
};
