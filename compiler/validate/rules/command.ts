import { problem } from '../../model/problem.js';
import type { Rule } from '../rule.js';

/** Docker resets the inherited CMD when an image sets ENTRYPOINT: https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact */
export const command: Rule = function* ({ spec }) {
  const sets = spec.entrypoint !== undefined && spec.entrypoint.length > 0;
  if (sets && spec.cmd === undefined && spec.from !== 'scratch')
    yield problem('entrypoint-drops-cmd', '/entrypoint', {}, true);
};
