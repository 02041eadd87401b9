import type { ImageNode } from './node.js';

/** The language of Graphviz: https://graphviz.org/doc/info/lang.html */
export function dotGraph(images: readonly ImageNode[]): string {
  const shown = new Set(images.map(({ dir }) => dir));
  const lines = [
    'digraph images {',
    '  rankdir=LR;',
    '  node [shape=box];',
    ...images.map(({ dir, reference }) => `  ${quoted(dir)} [label=${quoted(`${dir}\n${reference}`)}];`),
    ...images.flatMap(({ dir, parents }) =>
      parents.filter((parent) => shown.has(parent)).map((parent) => `  ${quoted(parent)} -> ${quoted(dir)};`),
    ),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/gu, '\\$&').replaceAll('\n', '\\n')}"`;
}
