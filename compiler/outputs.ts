import { diagnostic } from './diagnostics/create.js';
import { GENERATED } from './emit/emit.js';
import type { Files } from './host/files.js';
import { reasonOf } from './host/reason.js';
import type { CompiledSpec } from './image.js';
import type { Unchanged } from './incremental/unchanged.js';
import { fileStart } from './diagnostics/file-start.js';
import { unreadable } from './load/read.js';
import { SPEC_FILES, specAt } from './load/workspace.js';
import type { Artifact } from './model/artifact.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { WorkspaceSettings } from './model/spec.js';
import { runtimeArtifacts, type Variants } from './runtime.js';
import { compare, type Comparison } from './write/compare.js';
import { staleFiles } from './write/stale.js';

export interface Outputs {
  readonly changes: readonly Comparison[];
  readonly removals: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * How the generated files stand to those on the disk. An image in whose way a hand-written file stands is left
 * as it is, all of it.
 */
export function compareOutputs(
  files: Files,
  root: string,
  settings: WorkspaceSettings,
  specs: readonly CompiledSpec[],
  unchanged: Unchanged | null,
  variants: Variants,
): Outputs {
  const changes: Comparison[] = [];
  const diagnostics: Diagnostic[] = [];
  const reading = <T>(path: string, read: () => T[]): T[] => {
    try {
      return read();
    } catch (error) {
      diagnostics.push(unreadable(path, error));
      return [];
    }
  };
  const runtime = reading('.gitattributes', () => runtimeArtifacts(files, root, settings, variants));
  const artifactsOf = ({ images }: CompiledSpec): Artifact[] => images.flatMap(({ artifacts }) => artifacts);
  const all = [
    { artifacts: runtime, spec: null },
    ...specs.map((spec) => ({ artifacts: artifactsOf(spec), spec })),
  ];
  for (const { artifacts, spec } of all) {
    const compared = artifacts
      .flatMap((artifact) => reading(artifact.path, () => [compare(files, root, artifact)]))
      .filter(({ standing }) => standing !== 'same');
    const foreign = compared
      .filter(({ standing }) => standing === 'foreign')
      .map(({ artifact: { path } }) => path);
    if (foreign.length === 0) changes.push(...compared);
    diagnostics.push(...foreign.map((path) => inTheWay(path, spec)));
  }
  const { images: folder = 'images' } = settings;
  const removals = reading(folder, () => removalsOf(files, root, folder, specs, unchanged));
  return { changes, removals, diagnostics };
}

function inTheWay(path: string, spec: CompiledSpec | null): Diagnostic {
  const found = diagnostic('would-overwrite', { path }, fileStart(path));
  if (!spec) return found;
  const { dir, specFiles } = spec.place;
  const source = fileStart(`${dir}/${specFiles[0] ?? ''}`);
  return { ...found, related: [{ message: 'it would be generated from', location: source }] };
}

/**
 * Generated files without a spec, and those that a spec generates no more. Files of a broken spec stay.
 * @param names of the folders that are looked into
 */
export function removalsOf(
  files: Files,
  root: string,
  folder: string,
  specs: readonly CompiledSpec[],
  unchanged: Unchanged | null,
  names: readonly string[] = files.list(`${root}/${folder}`),
): string[] {
  const good = new Set(specs.map(({ place }) => place.dir));
  const candidates = names
    .map((name) => `${folder}/${name}`)
    .filter((dir) => !unchanged?.has(dir) && (good.has(dir) || !hasSpec(files, root, dir)))
    .flatMap((dir) => [dir, ...variantFolders(files, root, dir)]);
  const current = new Set(
    specs.flatMap(({ images }) => images.flatMap(({ artifacts }) => artifacts.map(({ path }) => path))),
  );
  return staleFiles(files, root, candidates.sort(), GENERATED, current);
}

/** Folders below a spec's that hold a Jenkinsfile, as those of a matrix's variants do. */
function variantFolders(files: Files, root: string, dir: string): string[] {
  const plain: readonly string[] = [...GENERATED, ...SPEC_FILES];
  return files
    .list(`${root}/${dir}`)
    .filter((name) => !plain.includes(name) && files.lstat(`${root}/${dir}/${name}`)?.type === 'directory')
    .map((name) => `${dir}/${name}`)
    .filter((path) => files.lstat(`${root}/${path}/Jenkinsfile`) !== null);
}

function hasSpec(files: Files, root: string, dir: string): boolean {
  try {
    return specAt(files, root, dir) !== null;
  } catch (error) {
    // Already a problem of that image.
    reasonOf(error);
    return true;
  }
}
