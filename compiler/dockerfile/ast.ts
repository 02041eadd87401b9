/** The syntax tree of a Dockerfile: what BuildKit's parser sees, with the comments and places that it forgets. */

import type { HeredocStart } from '../quote/heredoc.js';

export type Escape = '\\' | '`';

export interface Directive {
  /** In lower case: syntax, escape or check. */
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

export interface Comment {
  readonly line: number;
  /** What stands behind the `#`, one blank less, without blanks at its end. */
  readonly text: string;
}

/** A physical line of an instruction; heredocs are apart. */
export interface PhysicalLine {
  readonly line: number;
  /** `code` is joined to the instruction; BuildKit leaves the others out. */
  readonly kind: 'code' | 'comment' | 'empty';
  /** Of code, without the continuation and the line break; of a comment, the whole line. */
  readonly text: string;
}

export interface Heredoc extends HeredocStart {
  /** Each line with its line break, as it is in the file. */
  readonly content: string;
}

export interface Assignment {
  readonly name: string;
  /** As it is written, quotes and all; null for an ARG without default. */
  readonly value: string | null;
}

/** Arguments by the verb's own grammar; variables and quotes are as written (see `value.ts`). */
export type Arguments =
  /** An instruction without any. */
  | { readonly kind: 'none' }
  /** RUN, CMD, ENTRYPOINT, SHELL in shell form; WORKDIR, USER, STOPSIGNAL, MAINTAINER. */
  | { readonly kind: 'text'; readonly text: string }
  /** RUN, CMD, ENTRYPOINT, SHELL in exec form; COPY, ADD, VOLUME as a JSON array. */
  | { readonly kind: 'json'; readonly words: readonly string[] }
  /** FROM, EXPOSE; COPY, ADD, VOLUME otherwise. */
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** ENV, LABEL (`legacy` is `ENV k v`), ARG. */
  | { readonly kind: 'pairs'; readonly pairs: readonly Assignment[]; readonly legacy: boolean }
  | { readonly kind: 'healthcheck'; readonly type: string; readonly command: CommandArguments }
  | { readonly kind: 'onbuild'; readonly instruction: Instruction }
  /** A verb that Docker does not know. */
  | { readonly kind: 'unknown'; readonly text: string };

export type CommandArguments = Extract<Arguments, { readonly kind: 'none' | 'text' | 'json' }>;

export interface Instruction {
  /** In upper case. */
  readonly verb: string;
  /** As BuildKit keeps them: `--name=value` or `--name`, one layer of quotes off. */
  readonly flags: readonly string[];
  readonly arguments: Arguments;
  readonly heredocs: readonly Heredoc[];
  /** The comments above it, from the instruction before on. */
  readonly comments: readonly Comment[];
  /** Its physical lines; of an ONBUILD's instruction none. */
  readonly lines: readonly PhysicalLine[];
  /** The physical lines joined. */
  readonly text: string;
  /** Where in `text` the arguments begin, behind verb and flags. */
  readonly argumentsAt: number;
  readonly startLine: number;
  /** With its heredocs. */
  readonly endLine: number;
}

export interface Dockerfile {
  readonly escape: Escape;
  readonly directives: readonly Directive[];
  readonly instructions: readonly Instruction[];
  /** The comments after the last instruction. */
  readonly trailing: readonly Comment[];
}

/** Why BuildKit refuses the file as a whole. */
export interface Refusal {
  readonly line: number;
  readonly reason: string;
}
