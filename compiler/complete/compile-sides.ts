import type { Answer } from '../clients/gitlab/types.js';
import { compile, isError } from '../compile.js';
import type { Targets } from '../content/edits.js';
import { remembering } from '../host/remembering.js';
import { compileSpec, type CompiledSpec } from '../image.js';
import { specAt } from '../load/workspace.js';
import type { Artifact } from '../model/artifact.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { folderOf } from '../model/path.js';
import type { WorkspaceSettings } from '../model/spec.js';
import { openWorkspace } from '../open-workspace.js';
import { removalsOf } from '../outputs.js';
import { Parents } from '../parents.js';
import { runtimeArtifacts } from '../runtime.js';
import type { ProjectFiles } from './project-files.js';
import { ROOT, settled, type Sides } from './sides.js';

export interface Compiled {
  readonly artifacts: readonly Artifact[];
  readonly removals: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Null where more than the named images may change: one of them comes, goes, or is called otherwise. */
export async function compileNamed(
  { tree, before, after }: Sides,
  images: string,
  names: readonly string[],
): Promise<Answer<Compiled | null>> {
  for (const name of names) {
    const loaded = await tree.preload(`${images}/${name}`);
    if ('fault' in loaded) return loaded;
  }
  const both = await settled(tree, () => {
    const now = compileIn(after, names);
    return { was: compileIn(before, names), now, removals: removalsIn(after, images, now.specs, names) };
  });
  if ('fault' in both) return both;
  const { was, now, removals } = both.value;
  // Of a spec with errors nothing can be said; and it is not saved.
  const isBroken = now.diagnostics.some(isError) && now.specs.length === was.specs.length;
  if (!isBroken && identities(was.specs) !== identities(now.specs)) return { value: null };
  const artifacts = goodSpecs(now.specs).flatMap(artifactsOf);
  return { value: { artifacts, removals, diagnostics: now.diagnostics } };
}

interface Specs {
  readonly specs: readonly CompiledSpec[];
  readonly diagnostics: readonly Diagnostic[];
}

function compileIn(files: ProjectFiles, names: readonly string[]): Specs {
  const opened = openWorkspace(remembering(files), ROOT);
  if ('diagnostics' in opened) return { specs: [], diagnostics: opened.diagnostics };
  const { workspace } = opened;
  const parents = new Parents(workspace);
  const places = names.flatMap((name) => specAt(workspace.files, ROOT, `${workspace.images}/${name}`) ?? []);
  const specs = places.map((place) => compileSpec(workspace, place, parents));
  return { specs, diagnostics: specs.flatMap(({ diagnostics }) => diagnostics) };
}

function identities(specs: readonly CompiledSpec[]): string {
  return JSON.stringify(
    specs.map(({ place, images }) => [place.dir, images.map(({ identity }) => identity)]),
  );
}

/** The whole workspace, on both sides. */
export async function compileAll(
  { tree, before, after }: Sides,
  images: string,
  settings: WorkspaceSettings,
  targets: Targets,
): Promise<Answer<Compiled>> {
  const loaded = await tree.preload('');
  if ('fault' in loaded) return loaded;
  const both = await settled(tree, () => {
    const specs: CompiledSpec[] = [];
    const options = { output: 'none', incremental: false } as const;
    const now = compile(ROOT, { ...options, files: after, onCompiled: (spec) => void specs.push(spec) });
    const good = goodSpecs(specs, now.diagnostics);
    return {
      was: compile(ROOT, { ...options, files: before }).diagnostics,
      now: now.diagnostics,
      artifacts: [
        ...runtimeArtifacts(after, ROOT, settings, variantsIn(specs)),
        ...good.flatMap(artifactsOf),
      ],
      removals: removalsIn(after, images, good),
    };
  });
  if ('fault' in both) return both;
  const { was, now, artifacts, removals } = both.value;
  // What was wrong before, elsewhere, does not keep anybody from saving.
  const known = new Set(was.map(keyOf));
  const dirs = [...targets.keys()].map(folderOf);
  const diagnostics = now.filter((found) => {
    const file = found.location?.file ?? '';
    return targets.has(file) || dirs.includes(folderOf(file)) || !known.has(keyOf(found));
  });
  return { value: { artifacts, removals, diagnostics } };
}

function keyOf({ code, message, location }: Diagnostic): string {
  return `${code} ${location?.file} ${message}`;
}

function variantsIn(specs: readonly CompiledSpec[]): 'some' | 'none' | 'unknown' {
  if (specs.some(({ images }) => images.some(({ identity }) => identity.variant !== null))) return 'some';
  return specs.some(({ images }) => images.length === 0) ? 'unknown' : 'none';
}

function goodSpecs(specs: readonly CompiledSpec[], diagnostics: readonly Diagnostic[] = []): CompiledSpec[] {
  const broken = new Set(diagnostics.filter(isError).map(({ location }) => folderOf(location?.file ?? '')));
  return specs.filter((spec) => !broken.has(spec.place.dir) && !spec.diagnostics.some(isError));
}

function artifactsOf({ images }: CompiledSpec): Artifact[] {
  return images.flatMap(({ artifacts }) => artifacts);
}

function removalsIn(
  files: ProjectFiles,
  images: string,
  specs: readonly CompiledSpec[],
  names?: readonly string[],
): string[] {
  return removalsOf(remembering(files), ROOT, images, goodSpecs(specs), null, names);
}
