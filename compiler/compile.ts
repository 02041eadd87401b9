/**
 * The product, phase by phase:
 *
 *   cooperage.json ─ settings ─┐
 *   image.json ─ load ─ validate ─ resolve ─ plan ─ emit ─ Artifact[] ─┬─ write → disk
 *                                                                     └─ compare (--check)
 */

import { diagnostic, compareDiagnostics } from './diagnostics/create.js';
import type { Files } from './host/files.js';
import { nodeFiles } from './host/node-files.js';
import { compileImage, type CompiledImage } from './image.js';
import { duplicateNames } from './names.js';
import { runtimeArtifacts } from './runtime.js';
import { loadSettings } from './settings.js';
import { findSpecs, type SpecPlace } from './load/workspace.js';
import { GENERATED } from './emit/emit.js';
import type { Artifact } from './model/artifact.js';
import type { Diagnostic } from './model/diagnostic.js';
import { compare, type Comparison } from './write/compare.js';
import { staleFiles } from './write/stale.js';
import { write } from './write/write.js';
import { fileStart } from './load/read.js';

export interface CompileOptions {
  /** 'write' (the default) changes the disk; 'check' only compares; 'none' stops before both. */
  readonly output?: 'write' | 'check' | 'none';
  /** Writes the images without errors, though others have some. */
  readonly keepGoing?: boolean;
  /** Another place for the files than this machine's disk. */
  readonly files?: Files;
  /** Called as images are done, for a progress display. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface CompileResult {
  /** In order of file and line. */
  readonly diagnostics: readonly Diagnostic[];
  /** The images without errors. */
  readonly images: readonly { readonly dir: string; readonly name: string; readonly reference: string }[];
  /** How many specs there are, and the folders that they are in. */
  readonly specs: number;
  readonly dirs: readonly string[];
  /** Generated files that differ from what is on the disk: changed now, or (with 'check') stale. */
  readonly changes: readonly Comparison[];
  /** Files that nothing generates any more: removed now, or (with 'check') to be removed. */
  readonly removals: readonly string[];
}

/**
 * Compiles every image of a workspace. Problems of the input are diagnostics in the result; an exception is a bug.
 * @param root absolute path of the folder with cooperage.json
 */
export function compile(root: string, options: CompileOptions = {}): CompileResult {
  const { output = 'write', keepGoing = false, files = nodeFiles, onProgress } = options;
  const { settings, diagnostics: wrongSettings } = loadSettings(files, root);
  if (!settings) return nothing(wrongSettings);

  const places = findSpecs(files, root, settings.images ?? 'images');
  if (places === null) return nothing([imagesMissing(settings.images ?? 'images')]);
  const images = places.map((place, index) => {
    onProgress?.(index, places.length);
    return compileImage(files, root, settings, place);
  });
  const diagnostics = [...images.flatMap((image) => image.diagnostics), ...duplicateNames(files, root, images)];
  const broken = new Set(diagnostics.filter(isError).map(({ location }) => folderOf(location?.file ?? '')));
  const good = images.filter(({ place }) => !broken.has(place.dir));
  if (output === 'none') return result(diagnostics, good, places, [], []);

  const artifacts = [...runtimeArtifacts(files, root, settings), ...good.flatMap((image) => image.artifacts)];
  const compared = artifacts.map((artifact) => compare(files, root, artifact)).filter(({ standing }) => standing !== 'same');
  diagnostics.push(...compared.filter(({ standing }) => standing === 'foreign').map(wouldOverwrite));
  const changes = compared.filter(({ standing }) => standing !== 'foreign');
  const removals = stale(files, root, settings.images ?? 'images', broken, artifacts);
  if (output === 'write' && (keepGoing || !diagnostics.some(isError))) {
    const failure = write(files, root, changes.map(({ artifact }) => artifact), removals);
    if (failure) return result([...diagnostics, failure], good, places, [], []);
    return result(diagnostics, good, places, changes, removals);
  }
  return result(diagnostics, good, places, output === 'check' ? changes : [], output === 'check' ? removals : []);
}

/** True for what stops a compile. */
export function isError(found: Diagnostic): boolean {
  return found.severity === 'error';
}

function result(
  diagnostics: readonly Diagnostic[],
  good: readonly CompiledImage[],
  places: readonly SpecPlace[],
  changes: readonly Comparison[],
  removals: readonly string[],
): CompileResult {
  const images = good.map(({ place, name, reference }) => ({ dir: place.dir, name, reference }));
  return { diagnostics: [...diagnostics].sort(compareDiagnostics), images, specs: places.length, dirs: places.map(({ dir }) => dir), changes, removals };
}

function nothing(diagnostics: readonly Diagnostic[]): CompileResult {
  return { diagnostics, images: [], specs: 0, dirs: [], changes: [], removals: [] };
}

/** Files of an image with errors stay: nobody knows what it would generate. */
function stale(files: Files, root: string, images: string, broken: ReadonlySet<string>, artifacts: readonly Artifact[]): string[] {
  const folders = files.list(`${root}/${images}`).map((name) => `${images}/${name}`);
  const current = new Set(artifacts.map(({ path }) => path));
  return staleFiles(files, root, folders.filter((folder) => !broken.has(folder)).sort(), GENERATED, current);
}

function imagesMissing(path: string): Diagnostic {
  return diagnostic('images-missing', { path }, fileStart('cooperage.json'));
}

function wouldOverwrite({ artifact: { path } }: Comparison): Diagnostic {
  return diagnostic('would-overwrite', { path }, fileStart(path));
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
