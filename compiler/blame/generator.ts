/** What generates a file: the spec of an image, or the compiler itself by the workspace's settings. */

import { isError } from '../compile.js';
import { GENERATED } from '../emit/emit.js';
import { sourceMap } from '../emit/source-map.js';
import { compileSpec, type CompiledImage, type CompiledSpec } from '../image.js';
import { specAt, type SpecPlace } from '../load/workspace.js';
import { isMarked, type Artifact } from '../model/artifact.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { folderOf, lastPart } from '../model/path.js';
import { originAt } from '../model/source-map.js';
import { Parents } from '../parents.js';
import type { Workspace } from '../workspace.js';
import { sharedFile } from './shared.js';
import { Writing, type WrittenAt } from './written.js';

export interface Generated {
  readonly artifact: Artifact;
  readonly of: 'image' | 'workspace';
  /** @param line of the artifact, from 1 */
  readonly originOf: (line: number, column: number | null) => LineOrigin;
}

export interface LineOrigin {
  readonly kind: 'value' | 'fixed' | 'own';
  readonly written: WrittenAt | null;
}

export type NotGenerated =
  { readonly diagnostics: readonly Diagnostic[] } | { readonly reason: string; readonly help: string };

type Name = (typeof GENERATED)[number];

/**
 * Finds what generates a file, by its path from the workspace's root. A spec is compiled for it; for the files of one
 * spec, asked for one after the other, once.
 */
export function generators(workspace: Workspace): (path: string) => Generated | NotGenerated {
  const parents = new Parents(workspace);
  let last: CompiledSpec | null = null;
  const compiled = (place: SpecPlace): CompiledSpec =>
    (last = last?.place.dir === place.dir ? last : compileSpec(workspace, place, parents));
  return (path) => {
    const name = GENERATED.find((one) => one === lastPart(path));
    const place = name === undefined ? null : specOf(workspace, folderOf(path));
    if (name === undefined || !place) return sharedFile(workspace, path) ?? notGenerated(workspace, path);
    return ofSpec(workspace, compiled(place), path, name);
  };
}

/** The spec in whose folder, or in a variant's folder below it, a file lies. */
function specOf({ files, root, images }: Workspace, folder: string): SpecPlace | null {
  const dirs = [folder, folderOf(folder)].filter((dir) => folderOf(dir) === images);
  return dirs.map((dir) => specAt(files, root, dir)).find((place) => place !== null) ?? null;
}

function ofSpec(
  workspace: Workspace,
  { images, diagnostics }: CompiledSpec,
  path: string,
  name: Name,
): Generated | NotGenerated {
  const image = images.find(({ identity }) => identity.dir === folderOf(path));
  const errors = diagnostics.filter(isError);
  if (errors.length > 0 && !image?.plan) return { diagnostics: errors };
  return ofImage(workspace, image, path, name) ?? notGenerated(workspace, path);
}

/** A file of an image without errors; null where the image has no such file. */
function ofImage(
  workspace: Workspace,
  image: CompiledImage | undefined,
  path: string,
  name: Name,
): Generated | null {
  const artifact = image?.artifacts.find((one) => one.path === path);
  if (!artifact || !image?.plan || !image.places) return null;
  const map = sourceMap(image.plan, name);
  const writing = new Writing(workspace, image.places);
  const texts = artifact.content.split('\n');
  return {
    artifact,
    of: 'image',
    originOf: (line, column) => ({
      kind: map[line - 1]?.fixed === false ? 'value' : 'fixed',
      written: writing.of(originAt(map, line, column), texts[line - 1] ?? ''),
    }),
  };
}

function notGenerated({ files, root }: Workspace, path: string): NotGenerated {
  const stat = files.lstat(`${root}/${path}`);
  if (stat === null)
    return {
      reason: `there is no file ${path}`,
      help: 'Name a generated file, e.g. images/web/Dockerfile:7.',
    };
  if (stat.type === 'directory')
    return { reason: `${path} is a folder`, help: 'Name a generated file in it, e.g. its Dockerfile.' };
  const start = new TextDecoder().decode(files.read(`${root}/${path}`, 4096) ?? new Uint8Array());
  return isMarked(start)
    ? { reason: `no spec generates ${path} any more`, help: '`cooper compile` removes it.' }
    : { reason: `${path} is not generated`, help: 'A person wrote it: `git blame` tells who.' };
}
