import type { CommandValue, Flag, InstructionBody, Pair, Value } from '../../model/instruction.js';
import type { Pointer } from '../../model/plan.js';
import {
  dockerFlag,
  dockerJson,
  dockerJsonWord,
  dockerValue,
  dockerWord,
  dockerWords,
  isProblem,
  physicalLine,
  shellLine,
  type ShellVerb,
} from '../../quote/index.js';
import { run } from './run.js';
import type { Sayer } from '../sayer.js';

/** The physical lines of one instruction. */
export function render(body: InstructionBody, origin: Pointer, say: Sayer): string[] {
  const lines = instruction(body, origin, say);
  for (const line of lines) {
    const limited = physicalLine(line);
    if (isProblem(limited)) say.unquotable(limited.problem, origin);
  }
  return lines;
}

function instruction(body: InstructionBody, origin: Pointer, say: Sayer): string[] {
  switch (body.verb) {
    case 'FROM':
      return [
        [
          'FROM',
          ...(body.platform === null ? [] : [`--platform=${body.platform}`]),
          `${body.image}${body.digest === null ? '' : `@${body.digest}`}`,
          ...(body.as === null ? [] : ['AS', body.as]),
        ].join(' '),
      ];
    case 'ARG':
      // Its value stands alone: older builders take only one ARG an instruction.
      return body.pairs.map((pair) => `ARG ${assignment(pair, say)}`);
    case 'ENV':
    case 'LABEL':
      return continued(
        body.verb,
        body.pairs.map((pair) => assignment(pair, say)),
      );
    case 'SHELL':
      return [`SHELL ${say.text(dockerJson(body.argv), origin)}`];
    case 'RUN':
      return run(body, origin, say);
    case 'WORKDIR':
    case 'USER':
    case 'STOPSIGNAL':
    case 'MAINTAINER':
      return [`${body.verb} ${word(body.value, say)}`];
    case 'EXPOSE':
      return [`EXPOSE ${body.values.map((value) => word(value, say)).join(' ')}`];
    case 'VOLUME':
      return [
        `VOLUME [${body.values.map(({ text, origin: place }) => say.text(dockerJsonWord(text), place)).join(', ')}]`,
      ];
    case 'ADD':
    case 'COPY': {
      const flags = body.flags.map(({ name, value }) => `--${name}=${say.text(dockerFlag(value), origin)} `);
      const paths = body.sources.map((source) => ('path' in source ? source.path : ''));
      return [`${body.verb} ${flags.join('')}${say.text(dockerWords([...paths, body.to]), origin)}`];
    }
    case 'HEALTHCHECK':
      return [healthcheck(body.flags, body.test, origin, say)];
    case 'ENTRYPOINT':
    case 'CMD':
      return [`${body.verb} ${command(body.command, body.verb, origin, say)}`];
    case 'ONBUILD': {
      const [first = '', ...rest] = instruction(body.instruction, origin, say);
      return [`ONBUILD ${first}`, ...rest];
    }
  }
}

/** `NAME="value"`; a name that Docker would take for a flag, or not for one word, gets quotes too. */
function assignment({ name, value, origin }: Pair, say: Sayer): string {
  const key = say.text(dockerWord(name), origin);
  return value === null ? key : `${key}=${say.text(dockerValue(value), origin)}`;
}

/** One assignment a line, so that a change shows as one line. */
function continued(verb: string, assignments: readonly string[]): string[] {
  const indent = ' '.repeat(verb.length);
  return assignments.map((text, index) => {
    const end = index < assignments.length - 1 ? ' \\' : '';
    return `${index === 0 ? verb : indent} ${text}${end}`;
  });
}

function word({ text, origin }: Value, say: Sayer): string {
  return say.text(dockerWord(text), origin);
}

/** Shell form for a string, exec form for an array. */
function command(value: CommandValue, verb: ShellVerb, origin: Pointer, say: Sayer): string {
  return say.text(typeof value === 'string' ? shellLine(value, verb) : dockerJson(value), origin);
}

function healthcheck(flags: readonly Flag[], test: CommandValue | null, origin: Pointer, say: Sayer): string {
  if (test === null) return 'HEALTHCHECK NONE';
  const options = flags.map(({ name, value }) => `--${name}=${value} `).join('');
  return `HEALTHCHECK ${options}CMD ${command(test, 'HEALTHCHECK', `${origin}/test`, say)}`;
}
