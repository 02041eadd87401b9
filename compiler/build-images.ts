/** Builds images of a workspace in Jenkins, in the order in which they are built on each other. */
import { buildImage, type BuildOptions, type BuildOutcome } from './builds/build-image.js';
import type { Parameters } from './builds/start.js';
import { schedule, type Scheduled } from './builds/schedule.js';
import { startedByParent, type ParentBuild } from './builds/started-by-parent.js';
import type { JenkinsApi } from './clients/jenkins/types.js';
import { locateFailure } from './explain-failure.js';
import { jobPath, type JenkinsImage, type JenkinsWorkspace } from './jenkins-workspace.js';

export interface BuildImagesOptions extends Omit<BuildOptions, 'existing' | 'locate'> {
  readonly root: string;
  /** Of the jobs, such as `platform/images`. */
  readonly folder: string;
  /** Of every build. */
  readonly parameters: Parameters;
  /** Builds at once. */
  readonly parallel: number;
  /** Nothing more is started; what runs is still followed. */
  readonly stop?: AbortSignal;
}

/** An image to be built, and the others of them that it waits for. */
export interface ImageToBuild extends Scheduled {
  readonly image: JenkinsImage;
}

/**
 * The images that the names of a workspace stand for, in the order of builds.
 * @param more also what they are built on, or what is built on them
 */
export function imagesToBuild(
  { images, all }: Pick<JenkinsWorkspace, 'images' | 'all'>,
  more: { readonly parents?: boolean; readonly children?: boolean } = {},
): ImageToBuild[] {
  const above = ancestors(all);
  const wanted = new Set(images.map(({ dir }) => dir));
  if (more.children === true)
    for (const { dir } of all)
      if ([...(above.get(dir) ?? [])].some((parent) => wanted.has(parent))) wanted.add(dir);
  if (more.parents === true)
    for (const dir of [...wanted]) for (const each of above.get(dir) ?? []) wanted.add(each);
  return all
    .filter(({ dir }) => wanted.has(dir))
    .map((image) => ({
      dir: image.dir,
      image,
      after: [...(above.get(image.dir) ?? [])].filter((dir) => wanted.has(dir)),
    }));
}

/** Of each image all that it is built on, over any number of steps. @param all in the order of builds */
function ancestors(all: readonly JenkinsImage[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const { dir, parents } of all)
    found.set(dir, new Set(parents.flatMap((parent) => [parent, ...(found.get(parent) ?? [])])));
  return found;
}

/** @returns what came of each, by its folder; those that were never begun are `not-built` */
export async function buildImages(
  jenkins: JenkinsApi,
  images: readonly ImageToBuild[],
  options: BuildImagesOptions,
): Promise<ReadonlyMap<string, BuildOutcome>> {
  const { root, folder, parameters, parallel, onEvent, signal, stop = signal } = options;
  const isOver = (): boolean => stop?.aborted === true || signal?.aborted === true;
  const outcomes = new Map<string, BuildOutcome>();
  const run = async ({ dir, image, after }: ImageToBuild): Promise<boolean> => {
    if (isOver()) return false;
    const parents = image.parents.filter((parent) => after.includes(parent));
    // What Jenkins starts after an earlier one is built on the others as they were before.
    const last = [...outcomes.keys()].findLast((each) => parents.includes(each));
    const built = last === undefined ? [] : buildOf(images, outcomes, folder, last);
    const path = jobPath(folder, image.job);
    const outcome = await buildImage(
      jenkins,
      { image: dir, path, parameters },
      {
        ...options,
        // Jenkins' own start has none of our values.
        existing: async () =>
          Object.keys(parameters).length > 0 || built.length === 0
            ? null
            : startedByParent(jenkins, path, built, options),
        locate: (failure) => locateFailure(root, image, failure),
      },
    );
    outcomes.set(dir, outcome);
    return outcome.state === 'done' && outcome.isSuccess;
  };
  await schedule(images, parallel, run, ({ dir }, because) => {
    outcomes.set(dir, { state: 'not-built' });
    if (isOver()) return;
    onEvent({
      type: 'not-built',
      image: dir,
      reason: `${dir} is built on ${because}, which was not built successfully`,
      advice: 'See there. Then build it too.',
    });
  });
  return outcomes;
}

function buildOf(
  images: readonly ImageToBuild[],
  outcomes: ReadonlyMap<string, BuildOutcome>,
  folder: string,
  dir: string,
): ParentBuild[] {
  const outcome = outcomes.get(dir);
  const image = images.find((each) => each.dir === dir)?.image;
  if (outcome?.state !== 'done' || !image) return [];
  return [{ job: jobPath(folder, image.job).join('/'), number: outcome.number }];
}
