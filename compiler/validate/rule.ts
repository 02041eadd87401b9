import type { ResolvedImage } from '../model/image.js';
import type { Problem } from '../model/problem.js';

/** A rule that the schema can't state. Gets what the schema has accepted, with the defaults taken in. */
export type Rule = (image: ResolvedImage) => Iterable<Problem>;
