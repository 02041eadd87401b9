import type { BuildState, Cause, JenkinsApi, JobPath, JobState } from '../clients/jenkins/types.js';
import { patiently, type Patience } from './patiently.js';
import type { Parameters, Started } from './start.js';

/** How often, and how long in between, a build is looked for whose start was not answered. */
const LOOKS = 5;
const PAUSE = 2000;

/**
 * The answer to our request was lost: it may have arrived. A second one could start a second build, so it is looked
 * for what is new since we asked, was started by us, and has our values. A restart of the controller may be why the
 * answer was lost, so there is patience in it.
 * @param before the job when we asked
 * @returns null where there is nothing, or more than one
 */
export async function findStarted(
  jenkins: JenkinsApi,
  path: JobPath,
  before: JobState,
  parameters: Parameters,
  options: Patience,
): Promise<Started | null> {
  const facts = await patiently(() => jenkins.facts(), options);
  if ('fault' in facts) return null;
  const isOurs = (found: Pick<BuildState, 'causes' | 'parameters'>): boolean =>
    found.causes.some((cause) => isBy(cause, facts.value.user)) &&
    Object.entries(parameters).every(([name, value]) => found.parameters[name] === value);
  for (let look = 0; look < LOOKS; look++) {
    await options.sleep(PAUSE);
    const job = await patiently(() => jenkins.job(path), options);
    if ('fault' in job) return null;
    const { queueItem, nextBuildNumber } = job.value;
    if (queueItem !== null && queueItem !== before.queueItem) {
      const item = await jenkins.queueItem(queueItem);
      if ('value' in item && item.value.state === 'waiting' && isOurs(item.value)) return { item: queueItem };
    }
    const count = nextBuildNumber - before.nextBuildNumber;
    if (count <= 0) continue;
    const builds = await jenkins.builds(path, count);
    if ('fault' in builds) continue;
    const [first, ...others] = builds.value.filter(
      (build) => build.number >= before.nextBuildNumber && isOurs(build),
    );
    if (first && others.length === 0) return { number: first.number };
  }
  return null;
}

/** Ids have no case in Jenkins; who is anonymous has none. */
function isBy({ user, upstream, description }: Cause, me: string): boolean {
  if (user !== null) return user.toLowerCase() === me.toLowerCase();
  return me === 'anonymous' && upstream === null && /\buser\b/iu.test(description);
}
