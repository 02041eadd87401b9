/** What the RUN instructions of a plan run. */

import type { SourceFacts } from '../model/image.js';
import type { Instruction, InstructionBody } from '../model/instruction.js';
import type { BuildPlan, Pointer } from '../model/plan.js';
import { isShell } from './shell/interpreters.js';
import { commandOf, parseShell, type List } from './shell/parse.js';

type Run = Extract<InstructionBody, { verb: 'RUN' }>;

export interface RunText {
  /** The text as it is; an argv with blanks between. */
  readonly text: string;
  /** Null where another program than a shell reads it. */
  readonly commands: List | null;
  readonly origin: Pointer;
}

/** The texts of all RUNs, those behind ONBUILD too. A script file that cannot be read is left out. */
export function runTexts({ instructions }: BuildPlan, facts: SourceFacts): RunText[] {
  return instructions.flatMap(({ body, origin }) => {
    const run = runIn(body);
    const text = run === null ? null : textOf(run, facts);
    return text === null ? [] : [{ ...text, origin }];
  });
}

function runIn(body: Instruction['body']): Run | null {
  if (body.verb === 'ONBUILD') return runIn(body.instruction);
  return body.verb === 'RUN' ? body : null;
}

function textOf({ body, flags }: Run, facts: SourceFacts): Omit<RunText, 'origin'> | null {
  switch (body.form) {
    case 'line':
      return shell(body.text);
    case 'commands':
      return shell(body.commands.join('\n'));
    case 'lines':
      // One command to the shell: Docker takes comments out, and joins what is left.
      return shell(
        [
          body.lines.filter((line) => !/^\s*#/.test(line)).join(' '),
          ...body.heredocs.flatMap(({ name, lines }) => [...lines, name]),
        ].join('\n'),
      );
    case 'script':
      return script(body.lines.join('\n'), body.interpreter ?? shebang(body.lines[0]) ?? 'sh');
    case 'scriptFile': {
      const text = facts.textOf(sourceOf(flags, body.path) ?? body.path);
      return text === null ? null : script(text, body.interpreter);
    }
    case 'exec':
      return { text: body.argv.join(' '), commands: commandOf(body.argv) };
  }
}

function shell(text: string): Omit<RunText, 'origin'> {
  return { text, commands: parseShell(text) };
}

function script(text: string, interpreter: string): Omit<RunText, 'origin'> {
  const isOfShell = interpreter.split(/[\s/]/).some((part) => isShell(part));
  return isOfShell ? shell(text) : { text, commands: null };
}

function shebang(line: string | undefined): string | undefined {
  return /^#!\s*(.+)$/.exec(line ?? '')?.[1];
}

/** The file of the context that is mounted where the script runs. */
function sourceOf(flags: Run['flags'], target: string): string | undefined {
  return flags
    .map(({ value }) => new Map(value.split(',').map((option) => splitOption(option))))
    .find((mount) => mount.get('target') === target)
    ?.get('source');
}

function splitOption(option: string): [string, string] {
  const [name = '', ...rest] = option.split('=');
  return [name, rest.join('=')];
}
