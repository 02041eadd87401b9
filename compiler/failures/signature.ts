/** What a kind of failure looks like in a log: the table below table/ is made of these. */
import type { BuildResult } from './outcome.js';
import type { Pointer } from '../model/plan.js';

/**
 * How near a message is to what went wrong: `cause` names it, `symptom` is what follows from many causes (a program
 * ended with 1), `last` is what Jenkins says of every failure.
 */
export type Rank = 'cause' | 'symptom' | 'last';

export interface Signature {
  /** Words with dashes, unique, never changed once published. */
  readonly code: string;
  readonly rank: Rank;
  /**
   * Regular expressions that JavaScript and POSIX awk read alike (`pattern.ts` has the rules); one must match somewhere
   * in a line.
   */
  readonly patterns: readonly string[];
  /** Stages in which such a line means that; null: in any, and outside of all. */
  readonly stages: readonly string[] | null;
  /** Results of builds that it can explain; failed builds where it isn't given. */
  readonly results?: readonly BuildResult[];
  /** What the line names; of several the first that finds something. */
  readonly value?: ValuePattern | readonly ValuePattern[];
  /** A later line with one of these says that it was overcome. */
  readonly until?: readonly string[];
  /** One sentence without a full stop. What stands in `[…]` is left out where the line names nothing; `{value}` is that. */
  readonly what: string;
  readonly field: FieldRule | null;
  /** Whole sentences, with `[…]` and `{value}` likewise. */
  readonly todo: string;
  /** Addresses: where the message is made, or who met it. */
  readonly sources: readonly string[];
}

/** Behind the first match of `after`, that which `is` matches there. */
export interface ValuePattern {
  readonly after: string;
  readonly is: string;
}

/**
 * The field that a failure comes from: one that is known beforehand, or one that only the image itself can tell:
 * `instruction` the field that gave the Dockerfile's line, `package` the list that names the package, `credentials`
 * the field that names the id, `copy` the item that copies the path, `base` the one that names the image, `parameter`,
 * `argument` and `test` those of that name.
 */
export type FieldRule =
  | { readonly file: 'spec' | 'workspace'; readonly pointer: Pointer }
  | {
      readonly by:
        'instruction' | 'package' | 'credentials' | 'copy' | 'base' | 'parameter' | 'argument' | 'test';
    };

export function valuesOf({ value }: Signature): readonly ValuePattern[] {
  return value === undefined ? [] : 'after' in value ? [value] : value;
}
