/** Why a build failed, in plain words. No logic here. */
import type { Pointer } from '../model/plan.js';

export interface Failure {
  /** Of the table of signatures, such as `credentials-missing`. */
  readonly code: string;
  /** The stage that it happened in; null before the first, or where it is not known. */
  readonly stage: string | null;
  /** One sentence. */
  readonly what: string;
  /** Whole sentences. */
  readonly todo: string;
  /** The field of the image's spec that it comes from, or of cooperage.json; null where it comes from neither. */
  readonly field: { readonly file: 'spec' | 'workspace'; readonly pointer: Pointer } | null;
  /** The line of the log that tells it. */
  readonly evidence: string;
  /** What the log says about the place beyond its stage; for whoever finds the field. */
  readonly clues: Clues;
}

export interface Clues {
  /** What the message names: the id of credentials, a label, a package, a path. Null where it names nothing. */
  readonly value: string | null;
  /** The line of the Dockerfile that failed, one-based. */
  readonly line: number | null;
  /** The instruction that failed, as the builder shows it, on one line. */
  readonly instruction: string | null;
}
