import { problem } from '../../model/problem.js';
import type { Pointer } from '../../model/plan.js';
import type { Expanded } from '../expand.js';
import type { About, Rule } from '../rule.js';
import { finalInstructions } from '../stages.js';

/** Added by the build (docs/runtime.md), where the repository and the base are known. */
const ADDED = ['source', 'revision', 'base.name', 'base.digest'].map(
  (name) => `org.opencontainers.image.${name}`,
);

/** Labels are stated, not empty, and match. What only the build knows is not compared with a pattern. */
export const requiredLabels: Rule<'required-labels'> = function* ({ plan }, { labels }) {
  const stated = new Map<string, Expanded & { readonly origin: Pointer }>(
    ADDED.map((name) => [name, { text: name, known: false, origin: '/labels' }]),
  );
  for (const { instruction, expand } of finalInstructions(plan))
    if (instruction.body.verb === 'LABEL')
      for (const { name, value, origin } of instruction.body.pairs)
        stated.set(name, { ...expand(value ?? ''), origin });
  for (const label of labels) {
    const { name, pattern } = typeof label === 'string' ? { name: label, pattern: null } : label;
    const value = stated.get(name);
    if (!value) yield problem('policy-required-labels', '/labels', { label: name, what: 'is missing' });
    else if (value.text === '')
      yield problem('policy-required-labels', value.origin, { label: name, what: 'is empty' });
    else if (value.known && pattern !== null && !new RegExp(pattern, 'u').test(value.text))
      yield problem('policy-required-labels', value.origin, {
        label: name,
        what: `does not match ${pattern}`,
      });
  }
};

export const about: About = {
  why: 'Whoever finds an image in a registry or on a node wants to know whose it is, without the repository at hand.',
  fix: 'State the label in `labels`; one that is the same for all images under `defaults` in cooperage.json. Labels of a base image do not count: they are not known here.',
  bad: { from: 'debian:12', labels: { 'com.example.team': 'me' } },
  good: {
    from: 'debian:12',
    labels: { 'com.example.team': 'team-web', 'org.opencontainers.image.title': 'Web server' },
  },
};
