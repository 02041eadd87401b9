import type { InstructionBody, RunBody } from '../../model/instruction.js';
import type { Pointer } from '../../model/plan.js';
import { at } from '../../model/pointer.js';
import { commandEnd, dockerJson, isProblem, shellLine } from '../../quote/index.js';
import type { Sayer } from '../sayer.js';

/** RUN in each of its forms. */
export function run(
  { flags, body }: Extract<InstructionBody, { verb: 'RUN' }>,
  origin: Pointer,
  say: Sayer,
): string[] {
  const start = ['RUN', ...flags.map(({ name, value }) => `--${name}=${value}`)].join(' ');
  for (const { name, value } of flags)
    if (/[^ -~]/u.test(value))
      say.unquotable('A flag of a Dockerfile can only hold ASCII.', at(origin, `${name}s`));
  const [first = '', ...rest] = forms(body, origin, say);
  return [first === '' ? start : `${start} ${first}`, ...rest];
}

function forms(body: RunBody, origin: Pointer, say: Sayer): string[] {
  switch (body.form) {
    case 'line':
      return [say.text(shellLine(body.text), origin)];
    case 'exec':
      return [say.text(dockerJson(body.argv), at(origin, 'exec'))];
    case 'scriptFile':
      return [`${body.interpreter} ${body.path}`];
    case 'commands':
      return commands(body.commands, at(origin, 'commands'), say);
    case 'lines':
      return lines(body.lines, at(origin, 'lines'), say);
    case 'script':
      return script(body.lines, body.interpreter, at(origin, 'script'), say);
  }
}

/** `set -eu; a; b`: with `&&` between them, `a || b` would regroup. */
function commands(list: readonly string[], pointer: Pointer, say: Sayer): string[] {
  const parts = list.map((text, index) => {
    const place = at(pointer, index);
    const line = say.text(shellLine(text), place);
    const end = commandEnd(text);
    if (isProblem(end)) say.unquotable(end.problem, place);
    // After `&` a `;` is a syntax error.
    return 'endsWithAmpersand' in end && end.endsWithAmpersand ? line : `${line};`;
  });
  return [
    'set -eu; \\',
    ...parts.map((part, index) => `    ${index < parts.length - 1 ? `${part} \\` : part.replace(/;$/u, '')}`),
  ];
}

/**
 * Lines as they are, with the continuation added. A comment line has none, and Docker goes on after it; comments
 * behind the last command stand after the instruction.
 */
function lines(list: readonly string[], pointer: Pointer, say: Sayer): string[] {
  const last = list.findLastIndex((line) => !isComment(line));
  if (last === -1) say.unquotable('There is no command among these lines.', pointer);
  const shown = list.map((line, index) => {
    const wrong = lineProblem(line, index === 0);
    if (wrong !== null) say.unquotable(wrong, at(pointer, index));
    return isComment(line) || index >= last ? line : `${line} \\`;
  });
  // A comment can't share the line of the word RUN.
  return shown[0] !== undefined && isComment(shown[0]) ? ['\\', ...shown] : shown;
}

function isComment(line: string): boolean {
  return /^\s*#/u.test(line);
}

function lineProblem(line: string, first: boolean): string | null {
  if (/[\n\r]/u.test(line)) return 'A line holds no line break. Make it two lines.';
  if (isComment(line)) return null;
  if (line.trim() === '') return 'An empty line inside a command is deprecated in Docker. Remove it.';
  if (/\\[ \t]*$/u.test(line)) return 'The continuation `\\` is added by itself. Remove it.';
  const alone = shellLine(line);
  // Only the first line can be mistaken for a flag or for the exec form; a heredoc can begin in any.
  return isProblem(alone) && (first || alone.problem.includes('heredoc')) ? alone.problem : null;
}

/** A heredoc; its end is a word that no line of it is. */
function script(list: readonly string[], interpreter: string | null, pointer: Pointer, say: Sayer): string[] {
  for (const [index, line] of list.entries())
    if (/[\n\r]/u.test(line))
      say.unquotable('A line holds no line break. Make it two lines.', at(pointer, index));
  let end = 'EOF';
  while (list.includes(end)) end += '_';
  // An interpreter is started by the shell, which would expand the heredoc if its end weren't quoted.
  const opening = interpreter === null ? `<<${end}` : `${interpreter} <<'${end}'`;
  return [opening, ...list, end];
}
