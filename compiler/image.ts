/** One image through all its phases. */

import { diagnostic } from './diagnostics/create.js';
import { emit } from './emit/emit.js';
import type { Files } from './host/files.js';
import { reasonOf } from './host/reason.js';
import { sourceFacts } from './load/facts.js';
import { fileStart } from './diagnostics/file-start.js';
import { readJson } from './load/read.js';
import type { SpecPlace } from './load/workspace.js';
import type { Artifact } from './model/artifact.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { SourceFacts } from './model/image.js';
import type { BuildPlan } from './model/plan.js';
import type { Problem } from './model/problem.js';
import type { ImageSpec, WorkspaceSettings } from './model/spec.js';
import { place as locate } from './place.js';
import { plan, type PlanOverrides } from './plan/plan.js';
import { resolve } from './resolve/resolve.js';
import { JOB_NAME } from './validate/grammar.js';
import { checkRules } from './validate/rules.js';
import { checkImage } from './validate/schema.js';

export interface CompiledImage {
  readonly place: SpecPlace;
  /** '' where the spec could not be read. */
  readonly name: string;
  /** `registry/namespace/name:tag`, the first tag. */
  readonly reference: string;
  readonly plan: BuildPlan | null;
  readonly artifacts: readonly Artifact[];
  /** What its compilation looked at beside the spec: paths from its folder. */
  readonly inputs: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles one spec; with errors there are no artifacts and no plan. */
export function compileImage(
  files: Files,
  root: string,
  settings: WorkspaceSettings,
  place: SpecPlace,
  overrides: PlanOverrides = {},
): CompiledImage {
  const failed = (diagnostics: readonly Diagnostic[], name = ''): CompiledImage => {
    return { place, name, reference: '', plan: null, artifacts: [], inputs: [], diagnostics };
  };
  const misplaced = placeProblem(files, root, place);
  if (misplaced) return failed([misplaced]);
  const specFile = place.specFiles[0] ?? '';
  const path = `${place.dir}/${specFile}`;
  const { document, value, diagnostics } = readJson(files, root, path);
  if (diagnostics.length > 0) return failed(diagnostics);
  const located = (problems: readonly Problem[]): Diagnostic[] =>
    problems.map((found) => locate(found, document));

  const checked = checkImage(value);
  if ('problems' in checked) return failed(located(checked.problems), nameOf(value));
  const { spec } = checked;
  try {
    const image = resolve(
      { dir: place.dir, specFile },
      spec,
      settings,
      sourceFacts(files, root, place.dir, spec),
    );
    const broken = checkRules(image);
    const planned = plan(image, overrides);
    const emitted = emit(planned.plan);
    const found = located([...broken, ...planned.problems, ...emitted.problems]);
    if (found.some(({ severity }) => severity === 'error')) return failed(found, spec.name);
    const { plan: done } = planned;
    return {
      place,
      name: spec.name,
      reference: referenceOf(done),
      plan: done,
      artifacts: emitted.artifacts,
      inputs: inputsOf(spec, image.facts),
      diagnostics: found,
    };
  } catch (error) {
    return failed(
      [diagnostic('file-unreadable', { path: place.dir, reason: reasonOf(error) }, fileStart(path))],
      spec.name,
    );
  }
}

function placeProblem(files: Files, root: string, { dir, specFiles }: SpecPlace): Diagnostic | null {
  const start = fileStart(`${dir}/${specFiles[0] ?? ''}`);
  const name = dir.slice(dir.lastIndexOf('/') + 1);
  if (!JOB_NAME.test(name)) return diagnostic('directory-name', { name }, start);
  if (files.lstat(`${root}/${dir}`)?.type === 'symlink')
    return diagnostic('spec-symlink', { path: dir }, start);
  return specFiles.length > 1 ? diagnostic('two-specs', {}, start) : null;
}

/** The name of a spec that has problems elsewhere still counts when names are compared. */
function nameOf(value: unknown): string {
  const name = (value as Partial<ImageSpec> | null)?.name;
  return typeof name === 'string' ? name : '';
}

function referenceOf({ publish: { registry, namespace, name, tags } }: BuildPlan): string {
  return `${[registry, namespace, name].filter((part) => part !== '').join('/')}:${tags[0] ?? 'latest'}`;
}

/** Folders stand for what is in them: their stamp changes when an entry comes, goes or is replaced. */
function inputsOf(spec: ImageSpec, { rootfs, scripts }: SourceFacts): string[] {
  const folders = rootfs?.entries
    .filter(({ kind }) => kind === 'directory')
    .map(({ path }) => `${spec.rootfs}/${path}`);
  return [...(spec.rootfs === undefined ? [] : [spec.rootfs]), ...(folders ?? []), ...scripts.keys()];
}
