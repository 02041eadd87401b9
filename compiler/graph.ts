/** Which image is built on which: the order of builds, and the rings that have none. */

import { diagnostic } from './diagnostics/create.js';
import type { CompiledSpec } from './image.js';
import { locateIn } from './locate.js';
import type { Diagnostic } from './model/diagnostic.js';
import { parentWords } from './resolve/parent-words.js';
import type { ImageSpec } from './model/spec.js';
import type { Workspace } from './workspace.js';

/** Folder of an image → folders of the images that it is built on. */
export type Graph = ReadonlyMap<string, readonly string[]>;

export function graphOf(specs: readonly CompiledSpec[]): Graph {
  return new Map(
    specs.flatMap(({ images }) =>
      images.map(({ identity, parents }) => {
        const above = new Set([...parents.values()].map(({ dir }) => dir));
        return [identity.dir, [...above].sort()] as const;
      }),
    ),
  );
}

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

/** A problem for each image of a ring, at the place where it names the next. */
export function ringProblems(workspace: Workspace, specs: readonly CompiledSpec[]): Diagnostic[] {
  const graph = graphOf(specs);
  return rings(graph).flatMap((ring) =>
    ring.map((dir, index) => {
      const shown = [...ring.slice(index), ...ring.slice(0, index + 1)].map(shortOf).join(' → ');
      const next = ring[(index + 1) % ring.length] ?? '';
      return diagnostic('parent-ring', { ring: shown }, placeOf(workspace, specs, dir, next));
    }),
  );
}

function shortOf(dir: string): string {
  return dir.slice(dir.indexOf('/') + 1);
}

function placeOf(
  workspace: Workspace,
  specs: readonly CompiledSpec[],
  dir: string,
  parent: string,
): Diagnostic['location'] {
  const spec = specs.find(({ images }) => images.some(({ identity }) => identity.dir === dir));
  const image = spec?.images.find(({ identity }) => identity.dir === dir);
  if (!spec || !image) return null;
  const word = [...image.parents].find(([, identity]) => identity.dir === parent)?.[0];
  const { variant } = image.identity;
  return locateIn(workspace, spec.place, variant, (value) => {
    const words = parentWords(value as ImageSpec);
    return words.find((one) => one.word === word)?.pointer ?? '/from';
  });
}
