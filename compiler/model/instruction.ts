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

export type RunBody =
  | { readonly form: 'line'; readonly text: string }
  | { readonly form: 'commands'; readonly commands: readonly string[] }
  | { readonly form: 'lines'; readonly lines: readonly string[] }
  | { readonly form: 'script'; readonly lines: readonly string[]; readonly interpreter: string | null }
  | { readonly form: 'scriptFile'; readonly path: string; readonly interpreter: string }
  | { readonly form: 'exec'; readonly argv: readonly string[] };

/** `--name=value`, as written after RUN; values are plain by the schema's patterns. */
export interface Flag {
  readonly name: string;
  readonly value: string;
}

export type InstructionBody =
  | { readonly verb: 'FROM'; readonly image: string; readonly digest: string | null }
  | { readonly verb: 'ARG' | 'ENV' | 'LABEL'; readonly pairs: readonly Pair[] }
  | { readonly verb: 'SHELL'; readonly argv: readonly string[] }
  | { readonly verb: 'RUN'; readonly flags: readonly Flag[]; readonly body: RunBody }
  | { readonly verb: 'WORKDIR' | 'USER' | 'STOPSIGNAL'; readonly value: Value }
  | { readonly verb: 'ADD'; readonly source: string; readonly to: string }
  | {
      readonly verb: 'COPY';
      readonly sources: readonly string[];
      readonly to: string;
      readonly chown: string | null;
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
