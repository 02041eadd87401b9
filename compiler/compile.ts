/**
 * The product, phase by phase:
 *
 *   cooperage.json ─ settings ─┐
 *   image.json ─ load ─ validate ─ resolve ─ plan ─ emit ─ Artifact[] ─┬─ write → disk
 *                                                                     └─ compare (--check)
 */

import { compareDiagnostics, diagnostic } from './diagnostics/create.js';
import type { Files } from './host/files.js';
import { nodeFiles } from './host/node-files.js';
import { remembering } from './host/remembering.js';
import type { CompiledImage } from './image.js';
import { compileImages } from './images.js';
import { keyOf } from './incremental/key.js';
import { Unchanged } from './incremental/unchanged.js';
import { fileStart } from './diagnostics/file-start.js';
import type { Diagnostic } from './model/diagnostic.js';
import { duplicateNames } from './names.js';
import { compareOutputs } from './outputs.js';
import { loadSettings } from './settings.js';
import type { Comparison } from './write/compare.js';
import { write } from './write/write.js';

export interface CompileOptions {
  /** 'write' (the default) changes the disk; 'check' only compares; 'none' stops before both. */
  readonly output?: 'write' | 'check' | 'none';
  /** Writes the images without errors, though others have some. */
  readonly keepGoing?: boolean;
  /** Another place for the files than this machine's disk. */
  readonly files?: Files;
  /** Skips images whose files have not changed since they were compiled; so by default on this machine's disk. */
  readonly incremental?: boolean;
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
  const { output = 'write', keepGoing = false, files: disk = nodeFiles, onProgress } = options;
  const { incremental = disk === nodeFiles } = options;
  const files = remembering(disk);
  const { settings, diagnostics: wrongSettings } = loadSettings(files, root);
  if (!settings) return outcome(wrongSettings, []);

  const unchanged = incremental ? new Unchanged(disk, root, keyOf(settings)) : null;
  const images = compileImages(files, root, settings, unchanged, onProgress);
  if (images === null) return outcome([imagesMissing(settings.images ?? 'images')], []);
  const diagnostics = [
    ...images.flatMap((image) => image.diagnostics),
    ...duplicateNames(files, root, images),
  ];
  if (output === 'none') return outcome(diagnostics, images);

  const outputs = compareOutputs(files, root, settings, without(images, diagnostics), unchanged);
  diagnostics.push(...outputs.diagnostics);
  const { changes, removals } = outputs;
  if (output === 'check') return outcome(diagnostics, images, changes, removals);
  if (!keepGoing && diagnostics.some(isError)) return outcome(diagnostics, images);
  const failure = write(
    files,
    root,
    changes.map(({ artifact }) => artifact),
    removals,
  );
  if (failure) return outcome([...diagnostics, failure], images);
  unchanged?.save(without(images, diagnostics));
  return outcome(diagnostics, images, changes, removals);
}

/** True for what stops a compile. */
export function isError(found: Diagnostic): boolean {
  return found.severity === 'error';
}

/** The images in whose folder no error lies. */
function without(images: readonly CompiledImage[], diagnostics: readonly Diagnostic[]): CompiledImage[] {
  const broken = new Set(diagnostics.filter(isError).map(({ location }) => folderOf(location?.file ?? '')));
  return images.filter(({ place }) => !broken.has(place.dir));
}

function outcome(
  diagnostics: readonly Diagnostic[],
  images: readonly CompiledImage[],
  changes: readonly Comparison[] = [],
  removals: readonly string[] = [],
): CompileResult {
  return {
    diagnostics: [...diagnostics].sort(compareDiagnostics),
    images: without(images, diagnostics).map(({ place: { dir }, name, reference }) => ({
      dir,
      name,
      reference,
    })),
    specs: images.length,
    dirs: images.map(({ place }) => place.dir),
    changes,
    removals,
  };
}

function imagesMissing(path: string): Diagnostic {
  return diagnostic('images-missing', { path }, fileStart('cooperage.json'));
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
