/** Dockerfile instructions as values; emit/ knows their syntax. */

import type { Pointer } from './plan.js';

/** Shell form is a string, exec form an array. */
export type CommandValue = string | readonly string[];

export interface Pair {
  readonly name: string;
  /** null: ARG without a default. */
  readonly value: string | null;
  readonly origin: Pointer;
}

/** A single value, with the place it comes from. */
export interface Value {
  readonly text: string;
  readonly origin: Pointer;
}

/** Lines that stand behind an instruction, up to one that is `name`. */
export interface Heredoc {
  readonly name: string;
  readonly lines: readonly string[];
}

export type RunBody =
  | { readonly form: 'line'; readonly text: string }
  | { readonly form: 'commands'; readonly commands: readonly string[] }
  | {
      readonly form: 'lines';
      readonly lines: readonly string[];
      readonly heredocs: readonly Heredoc[];
      /** Where each line comes from, where they are not those of a `run`; null for words of the compiler's own. */
      readonly origins?: readonly (Pointer | null)[];
    }
  | { readonly form: 'script'; readonly lines: readonly string[]; readonly interpreter: string | null }
  | { readonly form: 'scriptFile'; readonly path: string; readonly interpreter: string }
  | { readonly form: 'exec'; readonly argv: readonly string[] };

/** `--name=value`, as written after an instruction's word; switches have the value 'true' or 'false'. */
export interface Flag {
  readonly name: string;
  readonly value: string;
}

/** A path or address, or a file whose text stands in the Dockerfile (a heredoc). */
export type SourceOperand =
  | { readonly path: string; readonly origin: Pointer }
  | {
      readonly heredoc: string;
      readonly lines: readonly string[];
      /** Whether the builder expands variables in the text. */
      readonly expand: boolean;
      readonly origin: Pointer;
    };

export type InstructionBody =
  | {
      readonly verb: 'FROM';
      /** A reference, the name of an earlier stage, or 'scratch'. */
      readonly image: string;
      readonly digest: string | null;
      readonly platform: string | null;
      /** The stage's name. */
      readonly as: string | null;
    }
  | { readonly verb: 'ARG' | 'ENV' | 'LABEL'; readonly pairs: readonly Pair[] }
  | { readonly verb: 'SHELL'; readonly argv: readonly string[] }
  | { readonly verb: 'RUN'; readonly flags: readonly Flag[]; readonly body: RunBody }
  | { readonly verb: 'WORKDIR' | 'USER' | 'STOPSIGNAL' | 'MAINTAINER'; readonly value: Value }
  | {
      readonly verb: 'ADD' | 'COPY';
      readonly sources: readonly SourceOperand[];
      readonly to: string;
      readonly flags: readonly Flag[];
    }
  | { readonly verb: 'VOLUME' | 'EXPOSE'; readonly values: readonly Value[] }
  | { readonly verb: 'HEALTHCHECK'; readonly flags: readonly Flag[]; readonly test: CommandValue | null }
  | { readonly verb: 'ENTRYPOINT' | 'CMD'; readonly command: CommandValue }
  | { readonly verb: 'ONBUILD'; readonly instruction: InstructionBody };

export interface Instruction {
  readonly body: InstructionBody;
  /** Lines emitted directly above it, without the `# `. */
  readonly comment: readonly string[];
  readonly origin: Pointer;
}
