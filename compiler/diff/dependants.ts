import type { Parents } from '../parents.js';
import type { SpecInputs } from './spec-inputs.js';

/**
 * Folder of an image → folders of all images that are built on it, near and far, sorted.
 * @param dirs of the images that are asked for
 */
export function dependantsOf(
  dirs: readonly string[],
  parents: Parents,
  inputs: ReadonlyMap<string, SpecInputs>,
): Map<string, string[]> {
  const children = new Map<string, Set<string>>();
  for (const { parents: words } of dirs.length === 0 ? [] : inputs.values())
    for (const [child, named] of words)
      for (const word of named) {
        const found = parents.find(word);
        if ('image' in found)
          children.set(found.image.dir, (children.get(found.image.dir) ?? new Set()).add(child));
      }
  return new Map(
    dirs.map((dir) => {
      const reached = new Set<string>();
      const open = [dir];
      for (let next = open.pop(); next !== undefined; next = open.pop())
        for (const child of children.get(next) ?? [])
          if (child !== dir && !reached.has(child)) {
            reached.add(child);
            open.push(child);
          }
      return [dir, [...reached].sort()];
    }),
  );
}
