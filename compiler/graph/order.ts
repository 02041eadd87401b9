/** Which image is built on which: the order of builds, and the rings that have none. */

/** Folder of an image → folders of the images that it is built on. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * Every image after those that it is built on; images that wait for nothing in order of folder. Those of a ring,
 * and what is built on them, are missing.
 * @param wanted only these, and what they are built on; all where it isn't given
 */
export function buildOrder(graph: Graph, wanted: Iterable<string> = graph.keys()): string[] {
  const order: string[] = [];
  const state = new Map<string, boolean>();
  const visit = (start: string): void => {
    // By hand: a chain of thousands of images would be too deep for calls.
    const stack: { readonly dir: string; readonly rest: string[] }[] = [];
    const enter = (dir: string): void => {
      state.set(dir, false);
      stack.push({ dir, rest: [...(graph.get(dir) ?? [])].reverse() });
    };
    enter(start);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.rest.pop();
      if (next === undefined) {
        stack.pop();
        const ready = (graph.get(top.dir) ?? []).every(
          (parent) => state.get(parent) === true || !graph.has(parent),
        );
        if (ready) {
          state.set(top.dir, true);
          order.push(top.dir);
        }
      } else if (!state.has(next) && graph.has(next)) enter(next);
    }
  };
  for (const dir of [...wanted].sort()) if (!state.has(dir) && graph.has(dir)) visit(dir);
  return order;
}

/** Each ring once, from its first folder by name. */
export function rings(graph: Graph): string[][] {
  const ordered = new Set(buildOrder(graph));
  const waiting = new Set([...graph.keys()].filter((dir) => !ordered.has(dir)));
  const found: string[][] = [];
  const seen = new Set<string>();
  for (const start of [...waiting].sort()) {
    const path: string[] = [];
    let current: string | undefined = start;
    while (current !== undefined && !seen.has(current) && !path.includes(current)) {
      path.push(current);
      current = graph.get(current)?.find((dir) => waiting.has(dir));
    }
    for (const dir of path) seen.add(dir);
    if (current !== undefined && path.includes(current)) found.push(path.slice(path.indexOf(current)));
  }
  return found;
}
