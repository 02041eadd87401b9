import { isError } from './compile.js';
import { diagnostic } from './diagnostics/create.js';
import type { Files } from './host/files.js';
import { nodeFiles } from './host/node-files.js';
import { compileImage } from './image.js';
import { findSpecs, type SpecPlace } from './load/workspace.js';
import { readJson } from './load/read.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { BuildPlan } from './model/plan.js';
import type { PlanOverrides } from './plan/plan.js';
import { loadSettings } from './settings.js';
import { didYouMean } from './validate/suggest.js';

export type PlannedImage =
  | { readonly plan: BuildPlan; readonly warnings: readonly Diagnostic[] }
  | { readonly diagnostics: readonly Diagnostic[] };

/**
 * The plan of one image, for a build on this machine; nothing is written.
 * @param root absolute path of the workspace
 * @param name the image's folder (`nginx` or `images/nginx`), or the name in its spec
 */
export function planImage(
  root: string,
  name: string,
  overrides: PlanOverrides = {},
  files: Files = nodeFiles,
): PlannedImage {
  const { settings, diagnostics } = loadSettings(files, root);
  if (!settings) return { diagnostics };
  const places = findSpecs(files, root, settings.images ?? 'images');
  const place = byFolder(places, name) ?? byName(files, root, places, name);
  if (!place) {
    const suggestion = didYouMean(name, places.map(folderName));
    return { diagnostics: [diagnostic('image-unknown', { name, suggestion }, null)] };
  }
  const image = compileImage(files, root, settings, place, overrides);
  if (!image.plan || image.diagnostics.some(isError)) return { diagnostics: image.diagnostics };
  return { plan: image.plan, warnings: image.diagnostics };
}

function byFolder(places: readonly SpecPlace[], name: string): SpecPlace | undefined {
  const wanted = name.replace(/\/(image\.jsonc?)?$/u, '');
  return places.find((place) => place.dir === wanted || folderName(place) === wanted);
}

function byName(
  files: Files,
  root: string,
  places: readonly SpecPlace[],
  name: string,
): SpecPlace | undefined {
  return places.find(({ dir, specFiles }) => {
    const { value } = readJson(files, root, `${dir}/${specFiles[0] ?? ''}`);
    return (value as { name?: unknown } | undefined)?.name === name;
  });
}

function folderName({ dir }: SpecPlace): string {
  return dir.slice(dir.lastIndexOf('/') + 1);
}
