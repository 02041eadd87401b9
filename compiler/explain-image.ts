import { valueOf } from './compose/tree.js';
import { diagnostic } from './diagnostics/create.js';
import { didYouMean } from './diagnostics/suggest.js';
import type { Explanation, Line } from './explain/explanation.js';
import { explainStages } from './explain/stages.js';
import { surroundingsOf } from './explain/surroundings.js';
import { explainValues, lineOf, type Source } from './explain/values.js';
import type { Files } from './host/files.js';
import { nodeFiles } from './host/node-files.js';
import { compileSpec, type CompiledImage, type CompiledSpec } from './image.js';
import { readJson } from './load/read.js';
import { SETTINGS_FILE, specAt } from './load/workspace.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { ImageIdentity } from './model/image.js';
import type { Origin } from './model/origin.js';
import { openWorkspace } from './open-workspace.js';
import { Parents } from './parents.js';
import type { Places } from './place.js';
import { identityOf } from './resolve/identity.js';
import { readVariants } from './variants.js';
import type { Workspace } from './workspace.js';

export type Explained =
  | { readonly explanation: Explanation }
  /** The name is that of a matrix: its images. */
  | { readonly images: readonly ImageIdentity[] }
  | { readonly diagnostics: readonly Diagnostic[] };

/**
 * One image, explained as far as it goes: of a spec with errors, what could be put together. Nothing is written.
 * @param root absolute path of the workspace
 * @param name the image's folder (`nginx` or `images/nginx`, with `/variant` for one of a matrix), or the name in
 *   its spec
 */
export function explainImage(root: string, name: string, files: Files = nodeFiles): Explained {
  const opened = openWorkspace(files, root);
  if ('diagnostics' in opened) return opened;
  const { workspace } = opened;
  const parents = new Parents(workspace);
  const named = parents.find(name.replace(/\/(image\.jsonc?)?$/u, ''));
  if ('images' in named) return { images: named.images };
  if ('unknown' in named) {
    const suggestion = didYouMean(name, parents.candidates());
    return { diagnostics: [diagnostic('image-unknown', { name, suggestion }, null)] };
  }
  const variant = 'image' in named ? named.image.variant : null;
  const folder = 'broken' in named ? named.broken : sourceOf(named.image);
  const place = specAt(files, root, folder);
  if (!place) throw new Error(`${folder} has no spec`);
  const compiled = compileSpec(workspace, place, parents);
  const image = compiled.images.find(({ identity }) => identity.variant === variant);
  const places = image?.places ?? readVariants(workspace, place).whole;
  if (!places) return { diagnostics: compiled.diagnostics };
  return { explanation: explain(workspace, compiled, image, places) };
}

function explain(
  workspace: Workspace,
  { place, diagnostics }: CompiledSpec,
  image: CompiledImage | undefined,
  places: Places,
): Explanation {
  const { tree, ways, spec } = places;
  const locate = ({ file, pointer }: Origin): Line => {
    const { start } = places.document(file).locate(pointer, false);
    return { file, ...start };
  };
  const { resolved = null, plan = null } = image ?? {};
  return {
    identity: image?.identity ?? identityOf(place.dir, null, valueOf(tree)),
    spec,
    files: [
      { file: spec, by: [] },
      ...[...ways].map(([file, way]) => ({ file, by: way.map(locate) })),
      ...(workspace.layer ? [{ file: SETTINGS_FILE, by: [] }] : []),
    ],
    values: explainValues(tree, sourcesOf(workspace, places), locate),
    surroundings: resolved && plan && surroundingsOf(resolved, plan),
    plan,
    stages: plan && explainStages(plan, (pointer) => lineOf(tree, pointer, locate)),
    artifacts: image?.artifacts ?? [],
    diagnostics,
  };
}

/** The files as they are written: what they state may have been beaten by another. */
function sourcesOf({ files, root, settings }: Workspace, { spec, ways }: Places): Source[] {
  const read = [spec, ...ways.keys()].map((file) => ({
    file,
    value: readJson(files, root, file).value,
    top: '',
  }));
  const { vars } = settings;
  return [
    ...read,
    { file: SETTINGS_FILE, value: settings, top: '/defaults' },
    { file: SETTINGS_FILE, value: { vars }, top: '' },
  ];
}

function sourceOf({ dir, variant }: ImageIdentity): string {
  return variant === null ? dir : dir.slice(0, -variant.length - 1);
}
