import type { Flag, InstructionBody } from '../model/instruction.js';
import type { HealthcheckObject } from '../model/spec.js';

/** HEALTHCHECK, its options in the order of Docker's reference. */
export function healthcheck(spec: HealthcheckObject | 'none'): InstructionBody {
  if (spec === 'none') return { verb: 'HEALTHCHECK', flags: [], test: null };
  const options: [string, string | number | undefined][] = [
    ['interval', spec.interval],
    ['timeout', spec.timeout],
    ['start-period', spec.startPeriod],
    ['start-interval', spec.startInterval],
    ['retries', spec.retries],
  ];
  const flags = options.flatMap(([name, option]): Flag[] =>
    option === undefined ? [] : [{ name, value: String(option) }],
  );
  return { verb: 'HEALTHCHECK', flags, test: spec.test };
}
