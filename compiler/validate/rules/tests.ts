import { problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import type { Rule } from '../rule.js';

/** The options of a command stand beside a command, and names tell the tests apart. */
export const tests: Rule = function* ({ spec }) {
  const names = new Set<string>();
  for (const [index, test] of (spec.tests ?? []).entries()) {
    const pointer = at('/tests', index);
    if (names.has(test.name)) yield problem('duplicate-item', at(pointer, 'name'), {});
    names.add(test.name);
    if (test.command !== undefined && test.command.length === 0)
      yield problem('out-of-range', at(pointer, 'command'), {
        constraint: 'has no program',
        what: 'Name what to run.',
      });
    for (const option of ['exitCode', 'stdout', 'stderr'] as const)
      if (test[option] !== undefined && test.command === undefined)
        yield problem('option-needs', at(pointer, option), { option, needs: '`command`' }, true);
  }
};
