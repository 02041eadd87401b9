import { problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import type { Rule } from '../rule.js';

/** `to` and `chown` belong to `copy`, which needs the first of them. */
export const onbuild: Rule = function* ({ spec }) {
  for (const [index, item] of (spec.onbuild ?? []).entries()) {
    const pointer = at('/onbuild', index);
    if (item.copy !== undefined && item.to === undefined)
      yield problem('missing-key', pointer, { key: 'to', what: 'Where `copy` puts them.' });
    for (const option of ['to', 'chown'] as const)
      if (item[option] !== undefined && item.copy === undefined)
        yield problem('option-needs', at(pointer, option), { option, needs: '`copy`' }, true);
  }
};
