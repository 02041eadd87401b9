import type { CommandValue, Flag, InstructionBody, Pair, Value } from '../../model/instruction.js';
import type { Pointer } from '../../model/plan.js';
import {
  dockerBare,
  dockerFlag,
  dockerJson,
  dockerJsonWord,
  dockerLine,
  dockerValue,
  dockerWord,
  isProblem,
  physicalLine,
  shellLine,
  type ShellVerb,
} from '../../quote/index.js';
import { copy } from './copy.js';
import { flagsText } from './flags.js';
import { run } from './run.js';
import type { Target } from './target.js';

/** The physical lines of one instruction. */
export function render(body: InstructionBody, origin: Pointer, say: Target): string[] {
  const lines = instruction(body, origin, say);
  for (const line of lines) {
    const limited = physicalLine(line);
    if (isProblem(limited)) say.unquotable(limited.problem, origin);
  }
  return lines;
}

function instruction(body: InstructionBody, origin: Pointer, say: Target): string[] {
  switch (body.verb) {
    case 'FROM':
      return [from(body, origin, say)];
    case 'ARG':
      // Its value stands alone: older builders take only one ARG an instruction.
      return body.pairs.map((pair) => `ARG ${assignment(pair, say)}`);
    case 'ENV':
    case 'LABEL':
      return continued(
        body.verb,
        body.pairs.map((pair) => assignment(pair, say)),
        say.escape,
      );
    case 'SHELL':
      return [`SHELL ${say.text(dockerJson(body.argv), origin)}`];
    case 'RUN':
      return run(body, origin, say);
    case 'WORKDIR':
    case 'USER':
    case 'STOPSIGNAL':
      return [`${body.verb} ${word(body.value, say)}`];
    case 'MAINTAINER':
      return [`MAINTAINER ${say.text(dockerLine(body.value.text, say.escape), body.value.origin)}`];
    case 'EXPOSE':
      return [
        `EXPOSE ${body.values.map(({ text, origin: place }) => say.text(dockerBare(text, say.escape), place)).join(' ')}`,
      ];
    case 'VOLUME':
      return [
        `VOLUME [${body.values.map(({ text, origin: place }) => say.text(dockerJsonWord(text, say.escape), place)).join(', ')}]`,
      ];
    case 'ADD':
    case 'COPY':
      return copy(body, origin, say);
    case 'HEALTHCHECK':
      return [healthcheck(body.flags, body.test, origin, say)];
    case 'ENTRYPOINT':
    case 'CMD':
      return [`${body.verb} ${command(body.command, body.verb, origin, say)}`];
    case 'ONBUILD': {
      const lines = instruction(body.instruction, origin, say);
      // Of ARG each line is an instruction.
      const isEach = body.instruction.verb === 'ARG';
      return lines.map((line, index) => (index === 0 || isEach ? `ONBUILD ${line}` : line));
    }
  }
}

function from(
  { image, digest, platform, as }: Extract<InstructionBody, { verb: 'FROM' }>,
  origin: Pointer,
  say: Target,
): string {
  // What is no reference is a problem that a rule has told already, at its very place.
  const reference = dockerBare(digest === null ? image : `${image}@${digest}`, say.escape);
  const words = [
    'FROM',
    ...(platform === null ? [] : [`--platform=${say.text(dockerFlag(platform, say.escape), origin)}`]),
    isProblem(reference) ? '' : reference.text,
    ...(as === null ? [] : ['AS', say.text(dockerBare(as, say.escape), origin)]),
  ];
  return words.join(' ');
}

/** `NAME="value"`; a name that Docker would take for a flag, or not for one word, gets quotes too. */
function assignment({ name, value, origin }: Pair, say: Target): string {
  const key = say.text(dockerWord(name, say.escape), origin);
  return value === null ? key : `${key}=${say.text(dockerValue(value, say.escape), origin)}`;
}

/** One assignment a line, so that a change shows as one line. */
function continued(verb: string, assignments: readonly string[], escape: string): string[] {
  const indent = ' '.repeat(verb.length);
  return assignments.map((text, index) => {
    const end = index < assignments.length - 1 ? ` ${escape}` : '';
    return `${index === 0 ? verb : indent} ${text}${end}`;
  });
}

function word({ text, origin }: Value, say: Target): string {
  return say.text(dockerWord(text, say.escape), origin);
}

/** Shell form for a string, exec form for an array. */
function command(value: CommandValue, verb: ShellVerb, origin: Pointer, say: Target): string {
  return say.text(typeof value === 'string' ? shellLine(value, verb, say.escape) : dockerJson(value), origin);
}

function healthcheck(
  flags: readonly Flag[],
  test: CommandValue | null,
  origin: Pointer,
  say: Target,
): string {
  if (test === null) return 'HEALTHCHECK NONE';
  const options = flagsText(flags, () => origin, say);
  return `HEALTHCHECK ${options}CMD ${command(test, 'HEALTHCHECK', `${origin}/test`, say)}`;
}
