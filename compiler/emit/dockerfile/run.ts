import type { Heredoc, InstructionBody, RunBody } from '../../model/instruction.js';
import type { Pointer } from '../../model/plan.js';
import { at } from '../../model/pointer.js';
import { commandEnd, dockerJson, heredocsIn, heredocText, isProblem, shellLine } from '../../quote/index.js';
import { flagsText } from './flags.js';
import type { Target } from './target.js';

/** RUN in each of its forms. */
export function run(
  { flags, body }: Extract<InstructionBody, { verb: 'RUN' }>,
  origin: Pointer,
  say: Target,
): string[] {
  const start = `RUN ${flagsText(flags, ({ name }) => at(origin, `${name}s`), say)}`;
  const [first = '', ...rest] = forms(body, origin, say);
  return [`${start}${first}`.trimEnd(), ...rest];
}

function forms(body: RunBody, origin: Pointer, say: Target): string[] {
  switch (body.form) {
    case 'line':
      return [say.text(shellLine(body.text, 'RUN', say.escape), origin)];
    case 'exec':
      return [say.text(dockerJson(body.argv), at(origin, 'exec'))];
    case 'scriptFile':
      return [`${body.interpreter} ${body.path}`];
    case 'commands':
      return commands(body.commands, at(origin, 'commands'), say);
    case 'lines':
      return lines(body.lines, body.heredocs, origin, say);
    case 'script':
      return script(body.lines, body.interpreter, at(origin, 'script'), say);
  }
}

/** `set -eu; a; b`: with `&&` between them, `a || b` would regroup. */
function commands(list: readonly string[], pointer: Pointer, say: Target): string[] {
  const parts = list.map((text, index) => {
    const place = at(pointer, index);
    const line = say.text(shellLine(text, 'RUN', say.escape), place);
    const end = commandEnd(text);
    if (isProblem(end)) say.unquotable(end.problem, place);
    // After `&` a `;` is a syntax error.
    return 'endsWithAmpersand' in end && end.endsWithAmpersand ? line : `${line};`;
  });
  return [
    `set -eu; ${say.escape}`,
    ...parts.map(
      (part, index) => `    ${index < parts.length - 1 ? `${part} ${say.escape}` : part.replace(/;$/u, '')}`,
    ),
  ];
}

/**
 * Lines as they are, with the continuation added. A comment line has none, and Docker goes on after it; comments
 * behind the last command stand after the instruction. The texts of heredocs stand behind them.
 */
function lines(
  list: readonly string[],
  heredocs: readonly Heredoc[],
  origin: Pointer,
  say: Target,
): string[] {
  const pointer = at(origin, 'lines');
  const last = list.findLastIndex((line) => !isComment(line));
  if (last === -1) say.unquotable('There is no command among these lines.', pointer);
  const shown = list.map((line, index) => {
    const wrong = lineProblem(line, index === 0, heredocs.length > 0, say);
    if (wrong !== null) say.unquotable(wrong, at(pointer, index));
    return isComment(line) || index >= last ? line : `${line} ${say.escape}`;
  });
  // A comment can't share the line of the word RUN.
  const command = shown[0] !== undefined && isComment(shown[0]) ? [say.escape, ...shown] : shown;
  return heredocs.length === 0 ? command : [...command, ...heredocTexts(list, heredocs, origin, say)];
}

/** Behind the command; comments there would be a part of the first text. */
function heredocTexts(
  list: readonly string[],
  heredocs: readonly Heredoc[],
  origin: Pointer,
  say: Target,
): string[] {
  const pointer = at(origin, 'heredocs');
  const begun = heredocsIn(`RUN ${list.filter((line) => !isComment(line)).join(' ')}`);
  const names = heredocs.map(({ name }) => name);
  if (begun.length !== names.length || begun.some((name, index) => name !== names[index]))
    say.unquotable(
      `The lines begin the heredocs ${begun.map((name) => name ?? '?').join(', ') || '(none)'}, but texts are given for ${names.join(', ')}. Give one for each, in order.`,
      pointer,
    );
  if (isComment(list.at(-1) ?? ''))
    say.unquotable(
      'A comment cannot stand between a command and its heredoc.',
      at(origin, 'lines', list.length - 1),
    );
  return heredocs.flatMap(({ name, lines: text }, index) => [
    ...text.map((line, row) => say.text(heredocText(line, name, false), at(pointer, index, 'content', row))),
    name,
  ]);
}

function isComment(line: string): boolean {
  return /^\s*#/u.test(line);
}

function lineProblem(line: string, first: boolean, heredocs: boolean, { escape }: Target): string | null {
  if (/[\n\r]/u.test(line)) return 'A line holds no line break. Make it two lines.';
  if (isComment(line)) return null;
  if (line.trim() === '') return 'An empty line inside a command is deprecated in Docker. Remove it.';
  if (line.trimEnd().endsWith(escape)) return 'The continuation is added by itself. Remove it.';
  const alone = shellLine(line, 'RUN', escape);
  if (!isProblem(alone)) return null;
  // Only the first line can be mistaken for a flag or for the exec form; a heredoc can begin in any.
  const begins = alone.problem.includes('heredoc');
  return (begins && !heredocs) || (first && !begins) ? alone.problem : null;
}

/** A heredoc; its end is a word that no line of it is. */
function script(
  list: readonly string[],
  interpreter: string | null,
  pointer: Pointer,
  say: Target,
): string[] {
  for (const [index, line] of list.entries())
    if (/[\n\r]/u.test(line))
      say.unquotable('A line holds no line break. Make it two lines.', at(pointer, index));
  let end = 'EOF';
  while (list.includes(end)) end += '_';
  // An interpreter is started by the shell, which would expand the heredoc if its end weren't quoted.
  const opening = interpreter === null ? `<<${end}` : `${interpreter} <<'${end}'`;
  return [opening, ...list, end];
}
