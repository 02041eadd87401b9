import type { InstructionBody, Value } from '../../model/instruction.js';
import { problem } from '../../model/problem.js';
import { isCovered, parsePort } from '../ports.js';
import type { About, Rule } from '../rule.js';
import { finalInstructions } from '../stages.js';

/** Each exposed port is allowed, of a range every one. */
export const allowedPorts: Rule<'allowed-ports'> = function* ({ plan }, { ports }) {
  const ranges = ports.flatMap((port) => parsePort(port) ?? []);
  for (const { instruction, expand } of finalInstructions(plan))
    for (const { text: port, origin } of exposedBy(instruction.body)) {
      const { text, known } = expand(port);
      const range = known ? parsePort(text) : null;
      if (!range || !isCovered(range, ranges))
        yield problem('policy-allowed-ports', origin, { port, allowed: ports.join(', ') });
    }
};

/** Also what an image that is built on this one will expose. */
function exposedBy(body: InstructionBody): readonly Value[] {
  if (body.verb === 'ONBUILD') return exposedBy(body.instruction);
  return body.verb === 'EXPOSE' ? body.values : [];
}

export const about: About = {
  why: 'Network policies, load balancers and people expect certain ports. Another one is often a debugger or an administration page that should not be reachable.',
  fix: 'Let the program listen on an allowed port and state that one. A port in a variable whose value only the build knows is not allowed.',
  bad: { from: 'debian:12', expose: [22] },
  good: { from: 'debian:12', expose: [443, '8080-8081'] },
};
