import { problem } from '../../model/problem.js';
import type { About, Rule } from '../rule.js';

/** There are enough tests. */
export const testsRequired: Rule<'tests-required'> = function* ({ plan }, { minimum = 1 }) {
  const found = plan.tests.length;
  if (found < minimum) yield problem('policy-tests-required', '/tests', { found, minimum });
};

export const about: About = {
  why: 'An image that was built may still not start. A test runs before the push, so a broken one never gets its tag.',
  fix: 'State at least one: the version that a program tells, a file that must be there, a port that must listen.',
  bad: { from: 'debian:12' },
  good: { from: 'debian:12', tests: [{ name: 'has a shell', command: ['sh', '-c', 'true'] }] },
};
