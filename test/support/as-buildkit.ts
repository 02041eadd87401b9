/** Our tree in the shape in which the oracle prints BuildKit's. */

import type { Arguments, Dockerfile, Instruction } from '../../compiler/dockerfile/ast.js';
import type { ReadInstruction } from '../oracle/dockerfile.js';

export type Tree = Omit<ReadInstruction, 'value' | 'error' | 'trigger'> & { readonly trigger?: Tree };

/** `source` is the text that was read: BuildKit takes a comment's text from behind the first character of its line. */
export function asBuildkit({ instructions }: Dockerfile, source: string): Tree[] {
  const lines = source.replace(/^\ufeff/u, '').split('\n');
  return instructions.map((each) => ({
    ...treeOf(each),
    comment: each.comments
      .map(({ line }) => (lines[line - 1] ?? '').slice(1).trim())
      .reduce<string[]>((kept, text) => (text === '' ? [] : [...kept, text]), []),
  }));
}

function treeOf(each: Instruction): Tree {
  const { flags, arguments: args, heredocs, text, startLine, endLine } = each;
  const verb = each.verb.toUpperCase();
  const common = { verb, flags, heredocs, comment: [], original: text, startLine, endLine };
  if (args.kind === 'onbuild')
    return {
      ...common,
      args: [],
      json: false,
      trigger: { ...treeOf(args.instruction), startLine: 0, endLine: 0 },
    };
  const command = args.kind === 'healthcheck' ? args.command : args;
  return {
    ...common,
    args: [...(args.kind === 'healthcheck' ? [args.type] : []), ...flat(verb, command)],
    json: command.kind === 'json',
  };
}

function flat(verb: string, args: Arguments): readonly string[] {
  switch (args.kind) {
    case 'text':
      return [args.text];
    case 'json':
    case 'words':
      return args.words;
    case 'pairs':
      return args.pairs.flatMap(({ name, value }) =>
        verb === 'ARG'
          ? [value === null ? name : `${name}=${value}`]
          : [name, value ?? '', args.legacy ? '' : '='],
      );
    case 'unknown':
      return [''];
    default:
      return [];
  }
}
