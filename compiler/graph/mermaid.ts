import type { ImageNode } from './node.js';

/** A flowchart: https://mermaid.js.org/syntax/flowchart.html */
export function mermaidGraph(images: readonly ImageNode[]): string {
  const ids = new Map(images.map(({ dir }, index) => [dir, `i${index}`]));
  const lines = [
    'flowchart LR',
    ...images.map(({ dir, reference }) => `  ${ids.get(dir)}["${label(dir)}<br/>${label(reference)}"]`),
    ...images.flatMap(({ dir, parents }) =>
      parents.flatMap((parent) => (ids.has(parent) ? [`  ${ids.get(parent)} --> ${ids.get(dir)}`] : [])),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** Mermaid reads entities by number, and nothing else, in a quoted label. */
function label(text: string): string {
  return text.replace(/[^A-Za-z0-9_./:@-]/gu, (character) => `#${character.codePointAt(0)};`);
}
