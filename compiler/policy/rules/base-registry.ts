import { problem } from '../../model/problem.js';
import { externalImages } from '../images.js';
import type { About, Rule } from '../rule.js';

/** Images come from allowed registries. A prefix ends where a part of the name ends. */
export const baseRegistry: Rule<'base-registry'> = function* ({ image, plan }, { allow }) {
  const prefixes = allow.map((prefix) => prefix.replace(/^index\.docker\.io(?=\/|$)/u, 'docker.io'));
  for (const { written, repository, origin } of externalImages(image, plan)) {
    const isAllowed = prefixes.some((prefix) => repository === prefix || repository.startsWith(`${prefix}/`));
    if (!isAllowed)
      yield problem('policy-base-registry', origin, { image: written, allowed: allow.join(', ') });
  }
};

export const about: About = {
  why: 'A base image brings most of what runs. Those of your own registry have been looked at, are scanned, and are still there tomorrow.',
  fix: 'Take the image from an allowed registry, or have it copied there. A registry whose name stands in a variable without a known value is not allowed.',
  bad: { from: 'quay.io/someone/nginx:1.27' },
  good: { from: 'registry.example.com/base/nginx:1.27' },
};
