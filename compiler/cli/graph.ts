import { Option, type Command } from 'commander';
import type { ImageNode } from '../graph/node.js';
import { Exit } from './exit.js';
import type { Io } from './io.js';
import { report } from './report.js';
import { workspaceOf } from './workspace.js';

const FORMATS = ['text', 'mermaid', 'dot', 'json', 'order'] as const;

interface Options {
  readonly format: (typeof FORMATS)[number];
}

const EXAMPLES = `
Examples:
  $ cooper graph
  $ cooper graph debian-base                 (with all that is built on it)
  $ cooper graph --format dot | dot -Tsvg > images.svg
  $ cooper graph --format order | xargs -n 1 cooper run`;

/** `cooper graph`: which image is built on which. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('graph')
    .description('show which image is built on which')
    .argument('[image...]', 'only these, what they are built on, and what is built on them')
    .addOption(
      new Option(
        '--format <format>',
        'a tree, a Mermaid or Graphviz graph, JSON, or a line an image in the order of builds',
      )
        .choices(FORMATS)
        .default('text'),
    )
    .addOption(new Option('--json', 'the same as --format json').implies({ format: 'json' }))
    .addHelpText('after', EXAMPLES)
    .action(async (names: string[], options: Options, command: Command) =>
      done(await graph(names, options, command, io)),
    );
}

async function graph(
  names: readonly string[],
  { format }: Options,
  command: Command,
  io: Io,
): Promise<number> {
  const workspace = workspaceOf(command);
  if ('missing' in workspace) {
    report([workspace.missing], {}, io);
    return Exit.specs;
  }
  const { imageGraph } = await import('../image-graph.js');
  const { images, diagnostics } = imageGraph(workspace.root, names);
  io.out(await shown(images, format));
  report(diagnostics, {}, io);
  return diagnostics.length > 0 ? Exit.specs : Exit.fine;
}

async function shown(images: readonly ImageNode[], format: Options['format']): Promise<string> {
  switch (format) {
    case 'mermaid':
      return (await import('../graph/mermaid.js')).mermaidGraph(images);
    case 'dot':
      return (await import('../graph/dot.js')).dotGraph(images);
    case 'text':
      return (await import('../graph/text.js')).textGraph(images);
    case 'json':
      return `${JSON.stringify({ images }, null, 2)}\n`;
    case 'order':
      return images.map(({ dir }) => `${dir}\n`).join('');
  }
}
