/** What the oracle prints, in the shape of our tree: so that what compares trees can judge BuildKit's reading. */

import type { Arguments, Dockerfile, Escape, Instruction } from '../../compiler/dockerfile/ast.js';
import type { ReadDockerfile, ReadInstruction } from '../oracle/dockerfile.js';

export function fromBuildkit({ escape, directives, instructions }: ReadDockerfile): Dockerfile {
  return {
    escape: escape as Escape,
    directives: directives.map((each) => ({ ...each, line: 1 })),
    instructions: instructions.map(instructionOf),
    trailing: [],
  };
}

function instructionOf(read: ReadInstruction): Instruction {
  const { verb, flags, heredocs, comment, original, startLine, endLine } = read;
  return {
    verb,
    flags,
    heredocs,
    arguments: argumentsOf(read),
    comments: comment.map((text) => ({ line: startLine, text })),
    lines: [],
    text: original,
    argumentsAt: 0,
    startLine,
    endLine,
  };
}

function argumentsOf({ verb, args, json, trigger }: ReadInstruction): Arguments {
  if (trigger !== undefined) return { kind: 'onbuild', instruction: instructionOf(trigger) };
  if (verb === 'HEALTHCHECK') {
    const [type = '', ...words] = args;
    const [text] = words;
    const command = json
      ? { kind: 'json' as const, words }
      : text === undefined
        ? NONE
        : { kind: 'text' as const, text };
    return { kind: 'healthcheck', type, command };
  }
  if (json) return { kind: 'json', words: args };
  if (args.length === 0) return NONE;
  switch (verb) {
    case 'ENV':
    case 'LABEL':
      return {
        kind: 'pairs',
        legacy: args[2] === '',
        pairs: args.flatMap((name, at) => (at % 3 === 0 ? [{ name, value: args[at + 1] ?? '' }] : [])),
      };
    case 'ARG':
      return {
        kind: 'pairs',
        legacy: false,
        pairs: args.map((arg) => {
          const [, name = arg, value = null] = /^([^=]*)=(.*)$/s.exec(arg) ?? [];
          return { name, value };
        }),
      };
    case 'FROM':
    case 'EXPOSE':
    case 'COPY':
    case 'ADD':
    case 'VOLUME':
      return { kind: 'words', words: args };
    default:
      return { kind: 'text', text: args[0] ?? '' };
  }
}

const NONE = { kind: 'none' as const };
