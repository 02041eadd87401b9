/** What a change of a workspace does to its images. */

import { commentsDiffer, compareImages } from './compare/compare.js';
import type { ImageState } from './compare/change.js';
import { rebuilt, type Rebuilt } from './compare/rebuilt.js';
import { imageFiles } from './diff/image-files.js';
import { dependantsOf } from './diff/dependants.js';
import type { Side } from './diff/side.js';
import { touchedSpecs, type Scope } from './diff/touched.js';
import { placeChanges, type PlacedChange, type WrittenSide } from './diff/written.js';
import { compareDiagnostics } from './diagnostics/create.js';
import { remembering } from './host/remembering.js';
import { compileSpec, type CompiledImage } from './image.js';
import { specAt } from './load/workspace.js';
import type { Artifact } from './model/artifact.js';
import type { Diagnostic } from './model/diagnostic.js';
import { lastPart } from './model/path.js';
import { openWorkspace } from './open-workspace.js';
import { Parents } from './parents.js';
import { referenceOf } from './resolve/identity.js';

/**
 * `changed`: the image, its job or its pipeline; `comments`: only comments of the generated files; `same`: nothing of
 * it, though its files were touched; `unknown`: one side has errors other than the policy's, so nothing can be said.
 */
export type ImageStanding = 'added' | 'removed' | 'changed' | 'comments' | 'same' | 'unknown';

export interface ImageDiff {
  /** Where its generated files lie. */
  readonly dir: string;
  readonly name: string;
  /** `registry/namespace/name:tag`. */
  readonly reference: string;
  readonly standing: ImageStanding;
  readonly changes: readonly PlacedChange[];
  /** Of an image on both sides: where each stage leaves the builder's cache. */
  readonly rebuilt: readonly Rebuilt[];
  /** Folders of the images that are built on it, and on those: they are rebuilt after it. */
  readonly dependants: readonly string[];
  /** Generated files that differ, with both texts; null where there is none. */
  readonly files: readonly GeneratedDiff[];
}

export interface GeneratedDiff {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface WorkspaceDiff {
  /** Images whose files were touched, in order of folder. */
  readonly images: readonly ImageDiff[];
  /** Of the new side. */
  readonly diagnostics: readonly Diagnostic[];
  /** Why the old side could not be read as a whole; then every image is new. */
  readonly unreadable: readonly Diagnostic[];
}

export interface DiffOptions {
  /** Only these folders of images, or of specs. */
  readonly wanted?: (dir: string) => boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Compiles what a change touches as it was and as it is, by this compiler, and compares.
 * @param changed paths from the root that differ between the sides
 */
export function diffWorkspaces(
  before: Side,
  after: Side,
  changed: ReadonlySet<string>,
  options: DiffOptions = {},
): WorkspaceDiff {
  const { wanted = () => true, onProgress = () => {} } = options;
  const [old, now] = [open(before), open(after)];
  if ('diagnostics' in now) return { images: [], diagnostics: now.diagnostics, unreadable: [] };
  const was = 'diagnostics' in old ? null : old;
  const { dirs, own, inputs } = touchedSpecs(was, now, changed);
  const specs = dirs.filter(
    (dir) => wanted(dir) || [was, now].some((side) => side && imageDirs(side, dir).some(wanted)),
  );
  const images: ImageDiff[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, dir] of specs.entries()) {
    onProgress(index, specs.length);
    const [oldImages, newImages] = [was ? compiled(was, dir) : NONE, compiled(now, dir)];
    diagnostics.push(...newImages.diagnostics);
    const all = new Set([...oldImages.images.keys(), ...newImages.images.keys()]);
    const isBroken = oldImages.isBroken || newImages.isBroken;
    for (const image of [...all].sort())
      if (wanted(dir) || wanted(image)) {
        const [earlier, later] = [oldImages.images.get(image), newImages.images.get(image)];
        const sides = [was && stateOf(earlier, was, before), stateOf(later, now, after)] as const;
        const compared = compareSides(earlier, later, sides, isBroken);
        // The settings touch every image: nobody wants to read that they do nothing to a thousand of them.
        if (compared.standing !== 'same' || own.has(dir)) images.push(compared);
      }
  }
  const affected = images.filter(
    ({ standing, rebuilt: layers }) => standing === 'changed' && layers.length > 0,
  );
  const dependants = dependantsOf(
    affected.map(({ dir }) => dir),
    now.parents,
    inputs,
  );
  return {
    images: images.map((image) => ({ ...image, dependants: dependants.get(image.dir) ?? [] })),
    diagnostics: diagnostics.sort(compareDiagnostics),
    unreadable: 'diagnostics' in old ? old.diagnostics : [],
  };
}

function open({ files, root }: Side): Scope | { readonly diagnostics: readonly Diagnostic[] } {
  const opened = openWorkspace(remembering(files), root);
  if ('diagnostics' in opened) return opened;
  return { workspace: opened.workspace, parents: new Parents(opened.workspace) };
}

interface Compiled {
  readonly images: ReadonlyMap<string, CompiledImage>;
  readonly diagnostics: readonly Diagnostic[];
  /** There is a spec, and nobody can tell its images. */
  readonly isBroken: boolean;
}

const NONE: Compiled = { images: new Map(), diagnostics: [], isBroken: false };

function compiled({ workspace, parents }: Scope, dir: string): Compiled {
  const place = specAt(workspace.files, workspace.root, dir);
  if (!place) return NONE;
  const { images, diagnostics } = compileSpec(workspace, place, parents);
  const byDir = new Map(images.map((image) => [image.identity.dir, image]));
  return { images: byDir, diagnostics, isBroken: images.length === 0 };
}

function imageDirs({ parents }: Scope, dir: string): string[] {
  return (parents.identities(lastPart(dir)) ?? []).map((identity) => identity.dir);
}

function compareSides(
  old: CompiledImage | undefined,
  now: CompiledImage | undefined,
  [was, is]: readonly [WrittenSide | null, WrittenSide | null],
  isBroken: boolean,
): ImageDiff {
  const identity = (now ?? old)?.identity;
  if (!identity) throw new Error('an image on neither side');
  const { dir, name } = identity;
  const bare = { dir, name, reference: referenceOf(identity), rebuilt: [], dependants: [] };
  // What the policy forbids has no files.
  const isForbidden = [old, now].some((image) => image && !image.plan);
  const files = isForbidden ? [] : generated(old?.artifacts ?? [], now?.artifacts ?? []);
  if (isBroken || (old && !was) || (now && !is))
    return { ...bare, standing: 'unknown', changes: [], files: [] };
  if (!was || !is)
    return {
      ...bare,
      standing: was ? 'removed' : 'added',
      changes: placeChanges(compareImages(was?.state ?? null, is?.state ?? null), was, is),
      files,
    };
  const changes = placeChanges(compareImages(was.state, is.state), was, is);
  const standing = changes.length > 0 ? 'changed' : commentsDiffer(was.state, is.state) ? 'comments' : 'same';
  return { ...bare, standing, changes, rebuilt: rebuilt(was.state, is.state), files };
}

/** Null for an image that is not there, or has errors other than the policy's. */
function stateOf(image: CompiledImage | undefined, { workspace }: Scope, side: Side): WrittenSide | null {
  const { identity, planned, places } = image ?? {};
  if (!identity || !planned || !places) return null;
  const { resolved, plan } = planned;
  const state: ImageState = { identity, resolved, plan, files: imageFiles(side, resolved, plan) };
  return { state, places, workspace };
}

function generated(old: readonly Artifact[], now: readonly Artifact[]): GeneratedDiff[] {
  const [was, is] = [old, now].map((list) => new Map(list.map(({ path, content }) => [path, content]))) as [
    Map<string, string>,
    Map<string, string>,
  ];
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((path) => ({ path, before: was.get(path) ?? null, after: is.get(path) ?? null }))
    .filter(({ before: a, after: b }) => a !== b);
}
