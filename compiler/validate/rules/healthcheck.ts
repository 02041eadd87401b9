import { problem } from '../../model/problem.js';
import type { Rule } from '../rule.js';

/** A check has a program. To turn the base image's check off there is "none". */
export const healthcheck: Rule = function* ({ spec }) {
  if (typeof spec.healthcheck !== 'object' || spec.healthcheck.test.length > 0) return;
  yield problem('out-of-range', '/healthcheck/test', {
    constraint: 'has no program',
    what: 'Name what to run, or turn the check of the base image off with "healthcheck": "none".',
  });
};
