import { problem, type Problem } from '../../model/problem.js';
import type { About, Rule } from '../rule.js';
import { finalInstructions } from '../stages.js';

/** The last USER of the image, and of the stages below it, is not root. */
export const noRootUser: Rule<'no-root-user'> = function* ({ plan }) {
  const say = (pointer: string, reason: string): Problem =>
    problem('policy-no-root-user', pointer, { reason });
  let found: Problem | null = say(
    '',
    'it states no `user`, and whom its base image runs as is not known here',
  );
  for (const { instruction, expand } of finalInstructions(plan)) {
    if (instruction.body.verb !== 'USER') continue;
    const { text: written, origin } = instruction.body.value;
    const { text, known } = expand(written);
    const [user = ''] = text.split(':');
    if (!known) found = say(origin, `the value of ${written} is not known here`);
    else found = /^(?:root|0*)$/u.test(user) ? say(origin, `its user is ${written}`) : null;
  }
  if (found) yield found;
};

export const about: About = {
  why: 'A process that breaks out of its container as root is root on the host. Most programs need no rights of root once they are installed.',
  fix: 'Make a user in a `run` line where the base has none, give it the files that it writes, and state it as `user`. A number works everywhere, also where Kubernetes checks `runAsNonRoot`.',
  bad: { from: 'debian:12', cmd: ['sleep', 'infinity'] },
  good: { from: 'debian:12', user: 1001, cmd: ['sleep', 'infinity'] },
};
