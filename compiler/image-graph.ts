import { isError } from './compile.js';
import { nodeFiles } from './host/node-files.js';
import { remembering } from './host/remembering.js';
import type { Files } from './host/files.js';
import { buildOrder } from './graph/order.js';
import type { ImageNode } from './graph/node.js';
import { compileImages } from './images.js';
import type { Diagnostic } from './model/diagnostic.js';
import { openWorkspace } from './open-workspace.js';
import { Parents } from './parents.js';
import { findImages } from './plan-image.js';
import { referenceOf } from './resolve/identity.js';
import { graphOf, ringProblems } from './rings.js';

export interface ImageGraph {
  /** In the order of builds. Images of a ring, and those built on them, are missing. */
  readonly images: readonly ImageNode[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Which image of a workspace is built on which.
 * @param root absolute path of the workspace
 * @param names only these images, what they are built on, and what is built on them; all where there are none
 */
export function imageGraph(root: string, names: readonly string[] = [], disk: Files = nodeFiles): ImageGraph {
  const files = remembering(disk);
  const opened = openWorkspace(files, root);
  if ('diagnostics' in opened) return { images: [], diagnostics: opened.diagnostics };
  const { workspace } = opened;
  const parents = new Parents(workspace);
  const specs = compileImages(workspace, parents, null) ?? [];
  const graph = graphOf(specs);
  const nodes = new Map(
    specs.flatMap(({ place, images }) =>
      images.map(({ identity }) => [
        identity.dir,
        {
          dir: identity.dir,
          name: identity.name,
          reference: referenceOf(identity),
          job: identity.job,
          spec: `${place.dir}/${place.specFiles[0] ?? ''}`,
          parents: graph.get(identity.dir) ?? [],
        },
      ]),
    ),
  );
  const { dirs: wanted, diagnostics: unknown } = findImages(parents, names);
  const shown = names.length === 0 ? null : related(graph, wanted);
  const images = buildOrder(graph)
    .filter((dir) => shown === null || shown.has(dir))
    .flatMap((dir) => nodes.get(dir) ?? []);
  const problems = [
    ...unknown,
    ...specs.flatMap((spec) => spec.diagnostics),
    ...ringProblems(workspace, specs),
  ];
  return { images, diagnostics: problems.filter(isError) };
}

/** Images, all that they are built on, and all that is built on them. */
function related(graph: ReadonlyMap<string, readonly string[]>, start: ReadonlySet<string>): Set<string> {
  const children = new Map<string, string[]>();
  for (const [dir, above] of graph)
    for (const parent of above) children.set(parent, [...(children.get(parent) ?? []), dir]);
  return new Set([
    ...reach(start, (dir) => graph.get(dir) ?? []),
    ...reach(start, (dir) => children.get(dir) ?? []),
  ]);
}

function reach(start: Iterable<string>, next: (dir: string) => readonly string[]): Set<string> {
  const seen = new Set(start);
  for (const dir of seen) for (const other of next(dir)) seen.add(other);
  return seen;
}
