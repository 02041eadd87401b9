import { problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import type { Rule } from '../rule.js';
import { valuesOf } from '../values.js';

/** A port lies between 1 and 65535, and a range rises. */
export const ports: Rule = function* ({ spec }) {
  for (const { value, pointer } of valuesOf(spec, 'expose', 'expose'))
    for (const [index, port] of value.entries())
      if (!isPort(port)) yield problem('port-range', at(pointer, index), { value: port });
};

function isPort(value: string | number): boolean {
  if (String(value).startsWith('$')) return true;
  const [range = ''] = String(value).split('/');
  const [first = 0, last = first] = range.split('-').map(Number);
  return first >= 1 && last <= 65535 && first <= last;
}
