import { problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import type { Rule } from '../rule.js';

/** A port lies between 1 and 65535, and a range rises. */
export const ports: Rule = function* ({ spec }) {
  for (const [index, port] of (spec.expose ?? []).entries())
    if (!isPort(port)) yield problem('port-range', at('/expose', index), { value: port });
  for (const [index, item] of (spec.onbuild ?? []).entries())
    for (const [position, port] of (item.expose ?? []).entries())
      if (!isPort(port))
        yield problem('port-range', at('/onbuild', index, 'expose', position), { value: port });
};

function isPort(value: string | number): boolean {
  if (String(value).startsWith('$')) return true;
  const [range = ''] = String(value).split('/');
  const [first = 0, last = first] = range.split('-').map(Number);
  return first >= 1 && last <= 65535 && first <= last;
}
