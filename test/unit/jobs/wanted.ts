/** What the workspaces of these tests want. */
import type { JobPlace, JobSource, Wanted } from '../../../compiler/jobs/wanted.js';
import type { OwnedJob } from '../../../compiler/jobs/job.js';
import { wantedJobs } from '../../../compiler/jobs/wanted.js';
import type { PipelinePlan, PublishPlan } from '../../../compiler/model/plan.js';

export const URL = 'https://gitlab.example.com/platform/images.git';

export const PLACE: JobPlace = {
  folder: ['platform', 'images'],
  url: URL,
  formerUrls: [],
  branch: 'main',
  credentialsId: 'gitlab',
  gitlabPush: false,
  library: null,
};

export function image(
  job: string,
  more: Partial<JobSource> & { pipelineMore?: Partial<PipelinePlan> } = {},
): JobSource {
  const { pipelineMore = {}, ...rest } = more;
  const pipeline = {
    keepBuilds: 20,
    cron: [],
    pollScm: [],
    upstream: [],
    ...pipelineMore,
  } as unknown as PipelinePlan;
  const publish = { registry: 'r.example.com', namespace: 'team', name: job, tags: ['1.0', 'latest'] };
  return {
    dir: `images/${job}`,
    spec: `images/${job}/image.json`,
    job,
    parents: [],
    description: `The image ${job}.`,
    pipeline,
    publish: publish as unknown as PublishPlan,
    ...rest,
  };
}

export function wanted(images: readonly JobSource[], place: Partial<JobPlace> = {}, complete = true): Wanted {
  return wantedJobs(images, { ...PLACE, ...place }, complete);
}

/** What is owned of the job of one image. */
export function owned(source: JobSource): OwnedJob {
  const [job] = wanted([source]).jobs;
  if (!job) throw new Error('no job');
  return job.job;
}
