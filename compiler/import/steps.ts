import type { Arguments, CommandArguments, Instruction } from '../dockerfile/ast.js';
import { flagOf } from '../dockerfile/flagContent.js';
import { shellBlanks } from '../dockerfile/shellBlanks.js';
import { assignmentMaps } from './assignments.js';
import { copyStep } from './copy.js';
import type { Losses } from './report.js';
import { runItem } from './run.js';
import type { StageNames } from './stageNames.js';
import { specText } from './values.js';

/** An instruction as steps of a spec; more than one where one cannot say it, none where it is lost. */
export function stepsOf(
  instruction: Instruction,
  names: StageNames,
  losses: Losses,
  comment: readonly string[],
): Record<string, unknown>[] {
  const before = losses.all.length;
  const steps = converted(instruction, names, losses, comment);
  // A step that is not all that the instruction was is better than none; what it lacks is told.
  if (steps.length === 0 && losses.all.length === before)
    losses.add(instruction.verb, instruction.startLine, 'it is empty');
  const [first, ...rest] = steps;
  if (first === undefined || comment.length === 0 || 'run' in first) return steps;
  return [{ ...first, comment }, ...rest];
}

function converted(
  instruction: Instruction,
  names: StageNames,
  losses: Losses,
  comment: readonly string[],
): Record<string, unknown>[] {
  const { verb, arguments: args, startLine: line } = instruction;
  const value = (raw: string): string | null => {
    const said = specText(raw, names.escape);
    if ('text' in said) return said.text;
    losses.add(verb, line, said.problem);
    return null;
  };
  const step = (key: string, content: unknown): Record<string, unknown>[] =>
    content === null ? [] : [{ [key]: content }];
  if (!['RUN', 'COPY', 'ADD', 'HEALTHCHECK'].includes(verb))
    for (const flag of instruction.flags) losses.add(`${verb} ${flag}`, line, 'Docker knows no such flag');
  switch (verb) {
    case 'ENV':
    case 'ARG':
    case 'LABEL':
      return assignmentMaps(instruction, names.escape, losses).map((map) => ({ [verb.toLowerCase()]: map }));
    case 'RUN':
      return step('run', runItem(instruction, names, losses, comment));
    case 'COPY':
    case 'ADD': {
      const copy = copyStep(instruction, names, losses);
      return copy === null ? [] : [copy];
    }
    case 'SHELL':
      return args.kind === 'json' && args.words.length > 0 ? step('shell', args.words) : [];
    case 'CMD':
    case 'ENTRYPOINT':
      return step(verb.toLowerCase(), command(args as CommandArguments));
    case 'WORKDIR':
      return step('workdir', textOf(args, value));
    case 'USER':
      return step('user', numeric(textOf(args, value)));
    case 'STOPSIGNAL':
      return step('stopSignal', textOf(args, value));
    case 'MAINTAINER':
      return step('maintainer', args.kind === 'text' ? args.text : null);
    case 'EXPOSE':
      return step('expose', list(args, value).map(numeric));
    case 'VOLUME':
      return step('volume', list(args, value));
    case 'HEALTHCHECK':
      return step('healthcheck', healthcheck(instruction, losses));
    case 'ONBUILD':
      return args.kind === 'onbuild'
        ? onbuild(instruction, { ...args.instruction, heredocs: instruction.heredocs }, losses, names)
        : [];
    default:
      losses.add(verb, line, 'Docker knows no such instruction');
      return [];
  }
}

function textOf(args: Arguments, value: (raw: string) => string | null): string | null {
  return args.kind === 'text' ? value(args.text) : null;
}

function list(args: Arguments, value: (raw: string) => string | null): string[] {
  const words = args.kind === 'words' || args.kind === 'json' ? args.words : [];
  return words.map((word) => value(word)).filter((word) => word !== null);
}

/** A plain number as one; what JSON would change stays text. */
function numeric(text: string | null): string | number | null {
  return text !== null && /^(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : text;
}

function command(args: CommandArguments): unknown {
  if (args.kind === 'none') return null;
  return args.kind === 'json' ? args.words : shellBlanks(args.text);
}

const HEALTHCHECK: Readonly<Record<string, string>> = {
  interval: 'interval',
  timeout: 'timeout',
  'start-period': 'startPeriod',
  'start-interval': 'startInterval',
  retries: 'retries',
};

function healthcheck({ arguments: args, flags, startLine: line }: Instruction, losses: Losses): unknown {
  if (args.kind !== 'healthcheck') return null;
  const type = args.type.toUpperCase();
  if (type === 'NONE' && args.command.kind === 'none' && flags.length === 0) return 'none';
  const test = command(args.command);
  if (type !== 'CMD' || test === null) {
    losses.add('HEALTHCHECK', line, 'it is neither NONE nor CMD and a command');
    return null;
  }
  const options: Record<string, unknown> = { test };
  for (const flag of flags) {
    const { name, text } = flagOf(flag);
    const key = HEALTHCHECK[name];
    if (key === undefined || text === null)
      losses.add(`HEALTHCHECK --${name}`, line, 'a spec has no such flag');
    else options[key] = name === 'retries' ? numeric(text) : text;
  }
  return options;
}

function onbuild(
  { startLine }: Instruction,
  inner: Instruction,
  losses: Losses,
  names: StageNames,
): Record<string, unknown>[] {
  if (['ONBUILD', 'FROM', 'MAINTAINER'].includes(inner.verb)) {
    losses.add(`ONBUILD ${inner.verb}`, startLine, 'Docker refuses it');
    return [];
  }
  return names.apart(() => stepsOf(inner, names, losses, [])).map((step) => ({ onbuild: step }));
}
