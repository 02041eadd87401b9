import type { JobPath } from './clients/jenkins/types.js';
import { isError } from './compile.js';
import { buildOrder } from './graph/order.js';
import type { Files } from './host/files.js';
import { nodeFiles } from './host/node-files.js';
import { remembering } from './host/remembering.js';
import type { CompiledSpec } from './image.js';
import { compileImages } from './images.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { PipelinePlan, PublishPlan, SecretPlan } from './model/plan.js';
import type { WorkspaceSettings } from './model/spec.js';
import { openWorkspace } from './open-workspace.js';
import { Parents } from './parents.js';
import { findImages } from './plan-image.js';
import { graphOf, ringProblems } from './rings.js';

/** What Jenkins has to know of an image. */
export interface JenkinsImage {
  /** Where its generated files lie: what it is called in the graph. */
  readonly dir: string;
  readonly name: string;
  /** Path of its spec, from the workspace's root. */
  readonly spec: string;
  /** Of a matrix; null where the spec gives one image. */
  readonly variant: string | null;
  readonly job: string;
  /** `dir` of the images that it is built on, sorted. */
  readonly parents: readonly string[];
  readonly description: string;
  readonly pipeline: PipelinePlan;
  readonly publish: PublishPlan;
  readonly secrets: readonly SecretPlan[];
}

export interface JenkinsWorkspace {
  readonly root: string;
  readonly settings: WorkspaceSettings;
  /** Without errors in their specs, in the order of builds; those of a ring are missing. */
  readonly images: readonly JenkinsImage[];
  /** All of the workspace, whatever the names say, in the order of builds. */
  readonly all: readonly JenkinsImage[];
  /** Those with errors in their specs, as far as the specs could be read: they may have jobs from before. */
  readonly broken: readonly { readonly dir: string; readonly name: string; readonly job: string }[];
  /** Folders of what is asked for and `images` lacks: with errors in their specs, or in a ring. */
  readonly lacking: readonly string[];
  /** How many of the names no image has. */
  readonly unknown: number;
  /** Errors of specs, of the settings, and of names that no image has. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A workspace as Jenkins has to know it; nothing is written.
 * @param root absolute path of the folder with cooperage.json
 * @param names only these images (by folder, `folder/variant` or name); all where there are none
 */
export function jenkinsWorkspace(
  root: string,
  names: readonly string[] = [],
  onProgress: (done: number, total: number) => void = () => {},
  disk: Files = nodeFiles,
): JenkinsWorkspace {
  const files = remembering(disk);
  const opened = openWorkspace(files, root);
  if ('diagnostics' in opened)
    return {
      root,
      settings: {},
      images: [],
      all: [],
      broken: [],
      lacking: [],
      unknown: 0,
      diagnostics: opened.diagnostics,
    };
  const { workspace } = opened;
  const { settings } = workspace;
  const parents = new Parents(workspace);
  const { dirs: wanted, diagnostics: problems } = findImages(parents, names);
  const images = new Map<string, JenkinsImage>();
  const broken: { dir: string; name: string; job: string }[] = [];
  const keep = (spec: CompiledSpec): void => {
    for (const image of spec.images) {
      const known = jenkinsImage(spec, image);
      const { dir, name, job } = image.identity;
      if (known) images.set(known.dir, known);
      else broken.push({ dir, name, job });
    }
  };
  const specs = compileImages(workspace, parents, null, onProgress, keep) ?? [];
  const order = buildOrder(graphOf(specs)).flatMap((dir) => images.get(dir) ?? []);
  const isShown = ({ dir }: { dir: string }): boolean => names.length === 0 || wanted.has(dir);
  const found = [
    ...problems,
    ...specs.flatMap((spec) => spec.diagnostics),
    ...ringProblems(workspace, specs),
  ];
  const diagnostics = found.filter(isError);
  // Of a spec that can't be read it is not known which images it gives.
  const expected =
    names.length > 0
      ? [...wanted]
      : specs.flatMap(({ images: each, place, diagnostics: own }) =>
          each.length > 0 || !own.some(isError) ? each.map(({ identity }) => identity.dir) : [place.dir],
        );
  return {
    root,
    settings,
    images: order.filter(isShown),
    all: order,
    broken: broken.filter(isShown),
    lacking: expected.filter((dir) => !images.has(dir) || !order.some((each) => each.dir === dir)),
    unknown: problems.length,
    diagnostics,
  };
}

/** The job of an image, from the top of the controller downwards. @param folder such as `platform/images`, or '' */
export function jobPath(folder: string, job: string): JobPath {
  return [...folder.split('/').filter((part) => part !== ''), job];
}

function jenkinsImage(
  { place }: CompiledSpec,
  { identity, parents, plan }: CompiledSpec['images'][number],
): JenkinsImage | null {
  if (!plan) return null;
  const { description, pipeline, publish, secrets } = plan;
  return {
    dir: identity.dir,
    name: identity.name,
    spec: `${place.dir}/${place.specFiles[0] ?? ''}`,
    variant: identity.variant,
    job: identity.job,
    parents: [...new Set([...parents.values()].map((parent) => parent.dir))].sort(),
    description,
    pipeline,
    publish,
    secrets,
  };
}
