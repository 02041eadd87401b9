/** What a workspace wants to be in Jenkins: one folder, one job an image. */
import type { JobPath } from '../clients/jenkins/types.js';
import { parametersOf } from '../model/parameters.js';
import type { PipelinePlan, PublishPlan } from '../model/plan.js';
import type { OwnedJob, OwnedLibrary } from './job.js';
import { describe } from './marker.js';
import { lines } from './subjects/triggers.js';
import { holdable } from './xml.js';

/** What has to be known of an image. */
export interface JobSource {
  /** Where its Jenkinsfile lies. */
  readonly dir: string;
  readonly spec: string;
  readonly job: string;
  /** `dir` of the images that it is built on. */
  readonly parents: readonly string[];
  readonly description: string;
  readonly pipeline: PipelinePlan;
  readonly publish: PublishPlan;
}

/** Where the jobs lie, and where they get the workspace from. */
export interface JobPlace {
  readonly folder: JobPath;
  /** The workspace's Git URL, without a password. */
  readonly url: string;
  /** Where it was before: what was made from there is ours too. */
  readonly formerUrls: readonly string[];
  readonly branch: string;
  readonly credentialsId: string | null;
  readonly gitlabPush: boolean;
  /** To be configured at the folder; null where that is somebody else's business. */
  readonly library: OwnedLibrary | null;
}

export interface WantedJob {
  /** `dir` of its image. */
  readonly image: string;
  readonly name: string;
  /** `dir` of images whose jobs come first. */
  readonly parents: readonly string[];
  readonly job: OwnedJob;
}

export interface Wanted {
  readonly folder: JobPath;
  /** Of the folder, where it is made. */
  readonly description: string;
  /** The Git URLs by which we know again what is ours: the present one, and former ones. */
  readonly workspaces: readonly string[];
  readonly library: OwnedLibrary | null;
  readonly jobs: readonly WantedJob[];
  /** Whether these are all jobs of the workspace, so that a further one of ours has lost its image. */
  readonly complete: boolean;
}

export function wantedJobs(images: readonly JobSource[], place: JobPlace, complete: boolean): Wanted {
  const { folder, url, formerUrls, library } = place;
  return {
    folder,
    description: describe('', { spec: 'cooperage.json', workspace: url }),
    workspaces: [url, ...formerUrls],
    library,
    jobs: images.map((image) => ({
      image: image.dir,
      name: image.job,
      parents: image.parents,
      job: ownedJob(image, place),
    })),
    complete,
  };
}

function ownedJob({ dir, spec, description, pipeline, publish }: JobSource, place: JobPlace): OwnedJob {
  const stated = (list: readonly string[]): string | null => holdable(lines(list.join('\n'))) || null;
  return {
    description: describe(description, { spec, workspace: place.url }),
    url: place.url,
    branch: `refs/heads/${place.branch}`,
    credentialsId: place.credentialsId,
    scriptPath: `${dir}/Jenkinsfile`,
    lightweight: true,
    parameters: parametersOf(publish).map(({ key, value, description: text }) => ({
      name: key,
      defaultValue: holdable(value),
      description: text,
      trim: true,
    })),
    keepBuilds: String(pipeline.keepBuilds),
    concurrent: false,
    triggers: {
      cron: stated(pipeline.cron),
      pollScm: stated(pipeline.pollScm),
      upstream: [...pipeline.upstream].sort().join(', ') || null,
      gitlabPush: place.gitlabPush ? place.branch : null,
    },
  };
}
