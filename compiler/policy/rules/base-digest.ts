import { problem } from '../../model/problem.js';
import { externalImages } from '../images.js';
import type { About, Rule } from '../rule.js';

/** Images are pinned to their very bytes. */
export const baseDigest: Rule<'base-digest'> = function* ({ image, plan }) {
  for (const { written, pinned, origin } of externalImages(image, plan))
    if (!pinned) yield problem('policy-base-digest', origin, { image: written });
};

export const about: About = {
  why: 'A tag can be pushed again. A digest names the very bytes that were reviewed and tested.',
  fix: 'Run `cooper lock`, which keeps the digests of all base images in one committed file; or state `digest` beside `image`.',
  bad: { from: 'debian:12' },
  good: {
    from: {
      image: 'debian:12',
      digest: 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    },
  },
};
