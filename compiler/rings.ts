import { diagnostic } from './diagnostics/create.js';
import { rings, type Graph } from './graph/order.js';
import type { CompiledSpec } from './image.js';
import { locateIn } from './locate.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { ImageSpec } from './model/spec.js';
import { parentWords } from './resolve/parent-words.js';
import type { Workspace } from './workspace.js';

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

/** A problem for each image of a ring, at the place where it names the next. */
export function ringProblems(workspace: Workspace, specs: readonly CompiledSpec[]): Diagnostic[] {
  // Who is built on nothing of the workspace is in no ring, and these are most.
  const children = specs.filter(({ images }) => images.some(({ parents }) => parents.size > 0));
  return rings(graphOf(children)).flatMap((ring) =>
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
