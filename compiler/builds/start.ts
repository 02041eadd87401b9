/** Asks for a build, and makes sure that it is one. */
import type {
  Answer,
  BuildState,
  JenkinsApi,
  JenkinsFault,
  JobPath,
  JobState,
} from '../clients/jenkins/types.js';

/** Values of the job's parameters that differ from its defaults; `{}` for none. */
export type Parameters = Readonly<Record<string, string>>;

/** What waits in the queue, or what runs already. */
export type Started = { readonly item: number } | { readonly number: number };

export interface Clock {
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Milliseconds; only their differences mean something. */
  readonly now: () => number;
}

/** How often, and how long in between, a build is looked for whose start was not answered. */
const LOOKS = 5;
const PAUSE = 2000;

/** Starts a build. A parameter that the job does not know is dropped by Jenkins, so it is refused before. */
export async function startBuild(
  jenkins: JenkinsApi,
  path: JobPath,
  parameters: Parameters,
  clock: Clock,
): Promise<Answer<Started>> {
  const job = await jenkins.job(path);
  if ('fault' in job) return { fault: jobFault(job.fault) };
  const refused = refusal(path, job.value, parameters);
  if (refused) return { fault: refused };
  const sent = job.value.parameters.length === 0 ? null : parameters;
  const posted = await jenkins.trigger(path, sent);
  if ('value' in posted) return { value: { item: posted.value } };
  if (posted.fault.kind !== 'unknown') return posted;
  return (
    (await findStarted(jenkins, path, job.value, parameters, clock)) ?? {
      fault: lost(posted.fault, job.value),
    }
  );
}

function jobFault(fault: JenkinsFault): JenkinsFault {
  if (fault.kind !== 'missing') return fault;
  return { ...fault, advice: 'Make the jobs of the workspace with: cooper jobs sync' };
}

function refusal(path: JobPath, job: JobState, parameters: Parameters): JenkinsFault | null {
  const name = `"${path.join('/')}"`;
  const conflict = (reason: string, advice: string): JenkinsFault => ({
    kind: 'conflict',
    status: 0,
    reason,
    advice,
  });
  if (!job.buildable) return conflict(`${name} is switched off`, `Enable it at ${job.url}`);
  const known = new Set(job.parameters.map((parameter) => parameter.name));
  const unknown = Object.keys(parameters).filter((parameter) => !known.has(parameter));
  if (unknown.length === 0) return null;
  return conflict(
    known.size === 0
      ? `${name} takes no parameters yet, and Jenkins would ignore ${unknown.join(', ')}`
      : `${name} has no parameter ${unknown.join(', ')}`,
    'Bring the job up to date with: cooper jobs sync. Or build it once without values of your own.',
  );
}

/**
 * The answer to our request was lost: it may have arrived. A second one could start a second build, so it is looked
 * for what is new since we asked, and has our values. null where there is nothing, or more than one.
 */
async function findStarted(
  jenkins: JenkinsApi,
  path: JobPath,
  before: JobState,
  parameters: Parameters,
  { sleep }: Clock,
): Promise<Answer<Started> | null> {
  for (let look = 0; look < LOOKS; look++) {
    await sleep(PAUSE);
    const job = await jenkins.job(path);
    if ('fault' in job) continue;
    const { queueItem, nextBuildNumber } = job.value;
    if (queueItem !== null && queueItem !== before.queueItem) {
      const item = await jenkins.queueItem(queueItem);
      if ('value' in item && item.value.state === 'waiting' && hasOurs(item.value, parameters))
        return { value: { item: queueItem } };
    }
    const count = nextBuildNumber - before.nextBuildNumber;
    if (count <= 0) continue;
    const builds = await jenkins.builds(path, count);
    if ('fault' in builds) continue;
    const ours = builds.value.filter((build) => isOurs(build, before, parameters));
    if (ours.length === 1 && ours[0]) return { value: { number: ours[0].number } };
  }
  return null;
}

function isOurs(build: BuildState, before: JobState, ours: Parameters): boolean {
  return build.number >= before.nextBuildNumber && hasOurs(build, ours);
}

function hasOurs(
  { causes, parameters }: Pick<BuildState, 'causes' | 'parameters'>,
  ours: Parameters,
): boolean {
  return (
    causes.some(({ user }) => user !== null) &&
    Object.entries(ours).every(([name, value]) => parameters[name] === value)
  );
}

function lost(fault: JenkinsFault, { url }: JobState): JenkinsFault {
  return {
    ...fault,
    reason: `${fault.reason}, and no build of it is to be found`,
    advice: `It is not started again, so that there are no two. Look at ${url}, and start it again where nothing runs.`,
  };
}
