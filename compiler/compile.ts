/**
 * The product, phase by phase:
 *
 *   cooperage.json, cooperage.lock.json ─┐
 *   image.json ─ load ─ compose ─ validate ─ resolve ─ plan ─ emit ─ Artifact[] ─┬─ write → disk
 *   fragments  ─ load ─┘                                                        └─ compare (--check)
 */

import { compareDiagnostics, diagnostic, distinct } from './diagnostics/create.js';
import type { Files } from './host/files.js';
import { nodeFiles } from './host/node-files.js';
import { remembering } from './host/remembering.js';
import type { CompiledSpec } from './image.js';
import { compileImages } from './images.js';
import { keyOf } from './incremental/key.js';
import { Unchanged } from './incremental/unchanged.js';
import { loadLock } from './load-lock.js';
import { SPEC_FILES } from './load/workspace.js';
import { fileStart } from './diagnostics/file-start.js';
import type { Diagnostic } from './model/diagnostic.js';
import { folderOf } from './model/path.js';
import { duplicateNames } from './names.js';
import { compareOutputs } from './outputs.js';
import { Parents } from './parents.js';
import { referenceOf } from './resolve/identity.js';
import { ringProblems } from './rings.js';
import type { Variants } from './runtime.js';
import { loadSettings } from './settings.js';
import type { Comparison } from './write/compare.js';
import { Workspace } from './workspace.js';
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
  /** Called with each spec that was compiled, while its artifacts and plans are there; not with skipped ones. */
  readonly onCompiled?: (spec: CompiledSpec) => void;
}

export interface CompileResult {
  /** In order of file and line. */
  readonly diagnostics: readonly Diagnostic[];
  /** The images without errors. */
  readonly images: readonly { readonly dir: string; readonly name: string; readonly reference: string }[];
  /** How many specs there are, and the folders that they are in. */
  readonly specs: number;
  readonly dirs: readonly string[];
  /** The files of those specs, in the same order. */
  readonly sources: readonly string[];
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
  const { output = 'write', keepGoing = false, files: disk = nodeFiles, onProgress, onCompiled } = options;
  const { incremental = disk === nodeFiles } = options;
  const files = remembering(disk);
  const { settings, document, diagnostics: wrongSettings } = loadSettings(files, root);
  const { pins, diagnostics: wrongLock } = loadLock(files, root);
  if (!settings || !pins) return outcome([...wrongSettings, ...wrongLock], []);

  const unchanged = incremental ? new Unchanged(disk, root, keyOf(settings, pins)) : null;
  const workspace = new Workspace(files, root, settings, document, pins, (fragment) =>
    unchanged?.readingFragment(fragment),
  );
  const specs = compileImages(
    workspace,
    new Parents(workspace, unchanged),
    unchanged,
    onProgress,
    onCompiled,
  );
  if (specs === null) return outcome([imagesMissing(workspace.images)], []);
  const diagnostics = distinct([
    ...specs.flatMap((spec) => spec.diagnostics),
    ...duplicateNames(workspace, specs),
    ...ringProblems(workspace, specs),
  ]);
  if (output === 'none') return outcome(diagnostics, specs);

  const good = without(specs, diagnostics);
  const outputs = compareOutputs(files, root, settings, good, unchanged, variantsIn(specs));
  diagnostics.push(...outputs.diagnostics);
  const { changes, removals } = outputs;
  if (output === 'check') return outcome(diagnostics, specs, changes, removals);
  if (!keepGoing && diagnostics.some(isError)) return outcome(diagnostics, specs);
  const failure = write(
    files,
    root,
    changes.map(({ artifact }) => artifact),
    removals,
  );
  if (failure) return outcome([...diagnostics, failure], specs);
  unchanged?.save(without(specs, diagnostics));
  return outcome(diagnostics, specs, changes, removals);
}

/** True for what stops a compile. */
export function isError(found: Diagnostic): boolean {
  return found.severity === 'error';
}

/** The specs without an error of their own, and in whose folder none lies. */
function without(specs: readonly CompiledSpec[], diagnostics: readonly Diagnostic[]): CompiledSpec[] {
  const broken = new Set(
    diagnostics.filter(isError).flatMap(({ location }) => {
      const folder = folderOf(location?.file ?? '');
      return [folder, folderOf(folder)]; // a file of a variant lies one folder deeper
    }),
  );
  return specs.filter((spec) => !broken.has(spec.place.dir) && !spec.diagnostics.some(isError));
}

function variantsIn(specs: readonly CompiledSpec[]): Variants {
  if (specs.some(({ images }) => images.some(({ identity }) => identity.variant !== null))) return 'some';
  return specs.some(({ images }) => images.length === 0) ? 'unknown' : 'none';
}

function outcome(
  diagnostics: readonly Diagnostic[],
  specs: readonly CompiledSpec[],
  changes: readonly Comparison[] = [],
  removals: readonly string[] = [],
): CompileResult {
  return {
    diagnostics: [...diagnostics].sort(compareDiagnostics),
    images: without(specs, diagnostics).flatMap(({ images }) =>
      images.map(({ identity }) => ({
        dir: identity.dir,
        name: identity.name,
        reference: referenceOf(identity),
      })),
    ),
    specs: specs.length,
    dirs: specs.map(({ place }) => place.dir),
    sources: specs.map(({ place: { dir, specFiles } }) => `${dir}/${specFiles[0] ?? SPEC_FILES[0]}`),
    changes,
    removals,
  };
}

function imagesMissing(path: string): Diagnostic {
  return diagnostic('images-missing', { path }, fileStart('cooperage.json'));
}
