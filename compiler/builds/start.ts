/** Asks for a build, and makes sure that it is one. */
import type { Answer, JenkinsApi, JenkinsFault, JobPath, JobState } from '../clients/jenkins/types.js';
import { didYouMean } from '../diagnostics/suggest.js';
import { findStarted } from './find-started.js';
import { patiently, type Patience } from './patiently.js';

/** Values of the job's parameters that differ from its defaults; `{}` for none. */
export type Parameters = Readonly<Record<string, string>>;

/** What waits in the queue, or what runs already. */
export type Started = { readonly item: number } | { readonly number: number };

export interface Clock {
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Milliseconds; only their differences mean something. */
  readonly now: () => number;
}

const PIPELINE = 'org.jenkinsci.plugins.workflow.job.WorkflowJob';

/**
 * Starts a build, as soon as the controller is there. A parameter that the job does not know is dropped by Jenkins, so
 * it is refused before.
 */
export function startBuild(
  jenkins: JenkinsApi,
  path: JobPath,
  parameters: Parameters,
  options: Patience,
): Promise<Answer<Started>> {
  return patiently(() => tryToStart(jenkins, path, parameters, options), options);
}

async function tryToStart(
  jenkins: JenkinsApi,
  path: JobPath,
  parameters: Parameters,
  options: Patience,
): Promise<Answer<Started>> {
  const job = await jenkins.job(path);
  if ('fault' in job) return { fault: await jobFault(jenkins, path, job.fault) };
  const refused = refusal(path, job.value, parameters);
  if (refused) return { fault: refused };
  const sent = job.value.parameters.length === 0 ? null : parameters;
  const posted = await jenkins.trigger(path, sent);
  if ('value' in posted) return { value: { item: posted.value } };
  if (posted.fault.kind !== 'unknown') return posted;
  const found = await findStarted(jenkins, path, job.value, parameters, options);
  return found ? { value: found } : { fault: lost(posted.fault, job.value) };
}

/** A job that is not there: with one that may be meant, where there is one. */
async function jobFault(jenkins: JenkinsApi, path: JobPath, fault: JenkinsFault): Promise<JenkinsFault> {
  if (fault.kind !== 'missing') return fault;
  const items = await jenkins.items(path.slice(0, -1));
  const names = 'value' in items ? (items.value ?? []).map(({ name }) => name) : [];
  return {
    ...fault,
    reason: `${fault.reason}${didYouMean(path.at(-1) ?? '', names)}`,
    advice: 'Make the jobs of the workspace with: cooper jobs sync',
  };
}

function refusal(path: JobPath, job: JobState, parameters: Parameters): JenkinsFault | null {
  const name = `"${path.join('/')}"`;
  const conflict = (reason: string, advice: string): JenkinsFault => ({
    kind: 'conflict',
    status: 0,
    reason,
    advice,
  });
  if (job.type !== PIPELINE)
    return conflict(
      `${name} is no Pipeline job, but ${job.type === '' ? 'something else' : job.type.replace(/^.*[.$]/u, '')}`,
      'Rename it, or give the jobs of the workspace another folder (jenkins.folder). Then: cooper jobs sync',
    );
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

function lost(fault: JenkinsFault, { url }: JobState): JenkinsFault {
  return {
    ...fault,
    reason: `${fault.reason}, and no build of it is to be found`,
    advice: `It is not started again, so that there are no two. Look at ${url}, and start it again where nothing runs.`,
  };
}
