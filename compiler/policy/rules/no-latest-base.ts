import { problem } from '../../model/problem.js';
import { externalImages } from '../images.js';
import type { About, Rule } from '../rule.js';

/** A tag that moves is no version. With a digest it does not matter what the tag says. */
export const noLatestBase: Rule<'no-latest-base'> = function* ({ image, plan }, { tags = ['latest'] }) {
  for (const { written, tag, pinned, origin } of externalImages(image, plan)) {
    if (pinned || !tags.includes(tag ?? 'latest')) continue;
    const what = tag === null ? 'has no tag, so it is latest' : `has the tag ${tag}`;
    yield problem('policy-no-latest-base', origin, { image: written, what });
  }
};

export const about: About = {
  why: 'With a tag that moves, the same spec gives another image tomorrow, and nobody sees the change in a merge request.',
  fix: 'State the version that you mean, or let `cooper lock` pin the digest.',
  bad: { from: 'debian' },
  good: { from: 'debian:12' },
};
