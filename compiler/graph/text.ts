import type { ImageNode } from './node.js';

/** A tree from the images that are built on none of the workspace. One that has several parents stands under each. */
export function textGraph(images: readonly ImageNode[]): string {
  const children = new Map<string, ImageNode[]>();
  const sorted = [...images].sort((a, b) => (a.dir < b.dir ? -1 : 1));
  for (const image of sorted)
    for (const parent of image.parents) children.set(parent, [...(children.get(parent) ?? []), image]);
  const shown = new Set(images.map(({ dir }) => dir));
  const told = new Set<string>();
  const lines: string[] = [];
  // By hand: a chain of thousands of images would be too deep for calls.
  const waiting: { readonly image: ImageNode; readonly head: string; readonly below: string }[] = sorted
    .filter(({ parents }) => !parents.some((parent) => shown.has(parent)))
    .map((image) => ({ image, head: '', below: '' }))
    .reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { image, head, below } = next;
    const again = told.has(image.dir);
    const built = children.get(image.dir) ?? [];
    // What is built on an image is shown once.
    lines.push(`${head}${image.dir}  ${image.reference}${again && built.length > 0 ? '  (see above)' : ''}`);
    told.add(image.dir);
    if (again) continue;
    for (const [index, child] of [...built.entries()].reverse()) {
      const last = index === built.length - 1;
      waiting.push({
        image: child,
        head: `${below}${last ? '└─ ' : '├─ '}`,
        below: `${below}${last ? '   ' : '│  '}`,
      });
    }
  }
  return lines.map((line) => `${line}\n`).join('');
}
