import { problem } from '../../model/problem.js';
import { DIGEST, REFERENCE } from '../grammar.js';
import type { Rule } from '../rule.js';

/** `from` is a reference of the OCI distribution grammar, or "scratch"; a digest stands in one place. */
export const baseReference: Rule = function* ({ spec: { from } }) {
  const [image, pointer] = typeof from === 'string' ? [from, '/from'] : [from.image ?? '', '/from/image'];
  if (typeof from === 'object' && from.image === undefined) return;
  if (image === 'scratch' && typeof from === 'string') return;
  // `$X` names a build argument before FROM, which this version of the language doesn't have.
  if (!REFERENCE.test(image)) yield problem('base-reference', pointer, { value: image });
  if (typeof from !== 'string' && from.digest !== undefined && DIGEST.test(image))
    yield problem('base-digest-twice', pointer, {});
};
