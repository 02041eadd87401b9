import { isError } from './compile.js';
import { diagnostic } from './diagnostics/create.js';
import { didYouMean } from './diagnostics/suggest.js';
import type { Files } from './host/files.js';
import { nodeFiles } from './host/node-files.js';
import { compileSpec, type CompiledImage } from './image.js';
import { specAt } from './load/workspace.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { ImageIdentity } from './model/image.js';
import type { BuildPlan } from './model/plan.js';
import { openWorkspace } from './open-workspace.js';
import { Parents } from './parents.js';
import type { PlanOverrides } from './plan/plan.js';

export type PlannedImage =
  | { readonly plan: BuildPlan; readonly warnings: readonly Diagnostic[]; readonly image: CompiledImage }
  | { readonly diagnostics: readonly Diagnostic[] };

/**
 * The plan of one image, for a build on this machine; nothing is written.
 * @param root absolute path of the workspace
 * @param name the image's folder (`nginx` or `images/nginx`, with `/variant` for one of a matrix), or the name in
 *   its spec
 */
export function planImage(
  root: string,
  name: string,
  overrides: PlanOverrides = {},
  files: Files = nodeFiles,
): PlannedImage {
  const opened = openWorkspace(files, root);
  if ('diagnostics' in opened) return opened;
  const { workspace } = opened;
  const parents = new Parents(workspace);
  const found = findImage(parents, name);
  if ('diagnostic' in found) return { diagnostics: [found.diagnostic] };
  const { folder, identity } = found;
  const place = specAt(files, root, folder);
  if (!place) return { diagnostics: [unknown(parents, name)] };
  const compiled = compileSpec(workspace, place, parents, overrides);
  const image = compiled.images.find((one) => one.identity.variant === identity?.variant);
  if (!image?.plan || compiled.diagnostics.some(isError)) return { diagnostics: compiled.diagnostics };
  return { plan: image.plan, warnings: compiled.diagnostics, image };
}

/** The folder of a spec, and which of its images; null where the spec cannot be read. */
export type FoundImage =
  { readonly folder: string; readonly identity: ImageIdentity | null } | { readonly diagnostic: Diagnostic };

/** What a name of the command line stands for. */
export function findImage(parents: Parents, name: string): FoundImage {
  const named = parents.find(name.replace(/\/(image\.jsonc?)?$/u, ''));
  if ('unknown' in named) return { diagnostic: unknown(parents, name) };
  if ('broken' in named) return { folder: named.broken, identity: null };
  if ('images' in named) {
    const choice = named.images.map(({ dir }) => dir).join(', ');
    return {
      diagnostic: diagnostic('parent-ambiguous', { name, count: named.images.length, choice }, null),
    };
  }
  const { dir, variant } = named.image;
  return {
    folder: variant === null ? dir : dir.slice(0, -variant.length - 1),
    identity: named.image,
  };
}

/** The folders of all images that names of the command line stand for, and what is wrong with the names. */
export function findImages(
  parents: Parents,
  names: readonly string[],
): { readonly dirs: ReadonlySet<string>; readonly diagnostics: readonly Diagnostic[] } {
  const dirs = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const name of names) {
    const found = findImage(parents, name);
    if ('diagnostic' in found) diagnostics.push(found.diagnostic);
    else dirs.add(found.identity?.dir ?? found.folder);
  }
  return { dirs, diagnostics };
}

function unknown(parents: Parents, name: string): Diagnostic {
  return diagnostic('image-unknown', { name, suggestion: didYouMean(name, parents.candidates()) }, null);
}
