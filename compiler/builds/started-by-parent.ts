import type { Cause, JenkinsApi, JobPath } from '../clients/jenkins/types.js';
import type { Clock, Started } from './start.js';

export interface ParentBuild {
  /** The job's full name. */
  readonly job: string;
  readonly number: number;
}

/** Jenkins puts what is built after a success into the queue in the moment of that success. */
const LOOKS = 4;
const PAUSE = 1000;
/** Builds of a job that are looked at. */
const RECENT = 5;

/**
 * A build that Jenkins has started itself, after the success of one of these: a second one would do the same again.
 * null where there is none; faults are none of its business, as who starts a build meets them too.
 */
export async function startedByParent(
  jenkins: JenkinsApi,
  path: JobPath,
  parents: readonly ParentBuild[],
  { sleep }: Clock,
): Promise<Started | null> {
  const isTheirs = (causes: readonly Cause[]): boolean =>
    causes.some(({ upstream }) =>
      parents.some(({ job, number }) => upstream?.job === job && upstream.number === number),
    );
  for (let look = 0; look < LOOKS; look++) {
    if (look > 0) await sleep(PAUSE);
    const job = await jenkins.job(path);
    if ('fault' in job) return null;
    if (job.value.queueItem !== null) {
      const item = await jenkins.queueItem(job.value.queueItem);
      if ('value' in item && item.value.state === 'waiting' && isTheirs(item.value.causes))
        return { item: job.value.queueItem };
    }
    const builds = await jenkins.builds(path, RECENT);
    const build = 'value' in builds ? builds.value.find(({ causes }) => isTheirs(causes)) : undefined;
    if (build) return { number: build.number };
  }
  return null;
}
