/** What an instruction says, without how it is written: two that say the same have the same content. */

import { heredocOf } from '../quote/heredoc.js';
import type { CommandArguments, Heredoc, Instruction } from './ast.js';
import { trim } from './blanks.js';
import { flagContent } from './flagContent.js';
import { shellBlanks } from './shellBlanks.js';

/** What the content depends on beside the instruction itself. */
export interface Scope {
  /** A value that Docker expands. */
  readonly value: (text: string) => unknown;
  /** The text of a heredoc in which Docker expands variables. */
  readonly heredoc: (text: string) => unknown;
  /** A stage by its name or index, or an image. */
  readonly stage: (name: string) => string;
  /** The number of SHELLs before. */
  readonly shell: number;
}

/** Of all verbs but ENV, ARG and LABEL, which consist of assignments, FROM and ONBUILD. A list says that much one by one. */
export function contentsOf(instruction: Instruction, scope: Scope): unknown[] {
  const { verb, arguments: args, flags, heredocs } = instruction;
  const options = flagContent(flags, scope.value, scope.stage);
  if (args.kind === 'healthcheck') return [[args.type.toUpperCase(), command(args.command, scope), options]];
  if (args.kind === 'unknown') return [args.text];
  switch (verb) {
    case 'RUN':
      return [[runContent(instruction), options]];
    case 'CMD':
    case 'ENTRYPOINT':
      return [command(args as CommandArguments, scope)];
    case 'SHELL':
      return [args.kind === 'text' ? args.text : args];
    case 'COPY':
    case 'ADD':
      return [[...wordsOf(instruction).map((word) => sourceContent(word, heredocs, scope)), options]];
    case 'EXPOSE':
      return wordsOf(instruction).map((word) =>
        scope.value(/^\d+(?:-\d+)?$/.test(word) ? `${word}/tcp` : word),
      );
    case 'VOLUME':
      return wordsOf(instruction).map((word) => scope.value(trim(word)));
    case 'MAINTAINER':
      return [args.kind === 'text' ? args.text : null];
    default:
      return [args.kind === 'text' ? scope.value(args.text) : null];
  }
}

function wordsOf({ arguments: args }: Instruction): readonly string[] {
  return args.kind === 'words' || args.kind === 'json' ? args.words : [];
}

function command(args: CommandArguments, { shell }: Scope): unknown {
  if (args.kind === 'none') return [];
  return args.kind === 'json' ? args.words : { shell, text: shellBlanks(args.text) };
}

function sourceContent(word: string, heredocs: readonly Heredoc[], scope: Scope): unknown {
  const start = heredocOf(word);
  if (start === null || start === 'refused') return scope.value(word);
  // As BuildKit looks it up: by name, and the last one of a name.
  const found = heredocs.findLast(({ name }) => name === start.name);
  const text = contentOf({ content: '', ...start, ...found });
  return { heredoc: start.name, content: start.expand ? scope.heredoc(text) : { text } };
}

/** The text of a heredoc; `<<-` takes the tabs off. */
export function contentOf({ content, chomp }: Heredoc): string {
  return chomp ? content.replace(/^\t+/gm, '') : content;
}

/**
 * What BuildKit runs. A heredoc alone is a script: its text goes to the shell, or, with `#!`, becomes a program. In any
 * other place the line and its heredocs go to the shell as they are, which comes to the same as a script of that text.
 */
function runContent({ arguments: args, heredocs }: Instruction): unknown {
  if (args.kind === 'json') return args.words;
  if (args.kind !== 'text') return null;
  if (heredocs.length === 0) return shellBlanks(args.text);
  return { script: scriptOf(shellBlanks(args.text), heredocs).replace(/\n+$/, '') };
}

/** The script that a RUN with heredocs is; a single heredoc that is all of it, or all of them with their line. */
export function scriptOf(text: string, heredocs: readonly Heredoc[]): string {
  const [only] = heredocs;
  const whole = heredocOf(text);
  if (only !== undefined && heredocs.length === 1 && whole !== null && whole !== 'refused')
    return contentOf(only);
  return [text, ...heredocs.map(({ content, name }) => content + name)].join('\n');
}
