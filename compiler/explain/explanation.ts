/** What is told of one image, as data. */

import type { Diagnostic } from '../model/diagnostic.js';
import type { Artifact } from '../model/artifact.js';
import type { ImageIdentity } from '../model/image.js';
import type { BuildPlan, Pointer } from '../model/plan.js';
import type { Effect } from '../layers/layers.js';

/** A line that somebody wrote. */
export interface Line {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A file that the spec is put together from. */
export interface ExplainedFile {
  readonly file: string;
  /** The places of `extends` over which it came, from the spec on; empty for the spec itself, and the settings. */
  readonly by: readonly Line[];
}

/** A value of the complete spec: a string, number, boolean, null, or what is empty; or a list on one line. */
export interface ExplainedValue {
  readonly pointer: Pointer;
  readonly value: unknown;
  readonly from: Line;
  /** Variables that it was made with. */
  readonly readings: readonly ExplainedReading[];
  /** Where other files state the same field, which this value beats. */
  readonly over: readonly Line[];
}

export interface ExplainedReading {
  readonly name: string;
  readonly value: string;
  /** null: it was written nowhere, as the name of a variant. */
  readonly from: Line | null;
}

/** What the spec names outside itself. */
export interface Surroundings {
  /** Images of the workspace that it is built on, by the word that names them. */
  readonly parents: readonly {
    readonly word: string;
    readonly dir: string;
    readonly repository: string;
    readonly job: string;
  }[];
  /** Digests of the lock, for references that the plan uses. */
  readonly pins: readonly { readonly reference: string; readonly digest: string }[];
  readonly rootfs: { readonly path: string; readonly files: number; readonly links: number } | null;
  readonly scripts: readonly string[];
  readonly library: string;
}

export interface ExplainedInstruction {
  readonly words: string;
  readonly from: Line;
  readonly effect: Effect;
  /** What beside the instruction itself, and what stands before it, makes it be done anew. */
  readonly reads: readonly string[];
}

export interface ExplainedStage {
  /** null for the image itself. */
  readonly name: string | null;
  readonly instructions: readonly ExplainedInstruction[];
}

export interface Explanation {
  readonly identity: ImageIdentity;
  /** The file that a person wrote. */
  readonly spec: string;
  readonly files: readonly ExplainedFile[];
  /** In order of pointer as the spec has it. */
  readonly values: readonly ExplainedValue[];
  /** Null where the spec has errors, as all that follows. */
  readonly surroundings: Surroundings | null;
  readonly plan: BuildPlan | null;
  readonly stages: readonly ExplainedStage[] | null;
  readonly artifacts: readonly Artifact[];
  readonly diagnostics: readonly Diagnostic[];
}
