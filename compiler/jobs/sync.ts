/** Does what a plan says: folders from the top, parents' jobs before their children's, all else side by side. */
import type { Answer, JenkinsApi, JenkinsFault } from '../clients/jenkins/types.js';
import { inParallel } from '../in-parallel.js';
import { newJobXml } from './config.js';
import { endsAll, PARALLEL, type JobsPlan, type PlanOptions } from './plan.js';
import { folderStep, jobStep, type Adopt, type Step } from './step.js';
import type { Wanted } from './wanted.js';

export interface SyncOptions extends PlanOptions {
  readonly onDone?: (done: DoneStep) => void;
}

/**
 * `made`, `changed`: done now. `kept`: nothing to do. `left`: not ours to touch, `step` says why. `failed`: see
 * `fault`. `not-tried`: what came before has failed in a way that leaves no hope.
 */
export interface DoneStep {
  readonly step: Step;
  readonly outcome: 'made' | 'changed' | 'kept' | 'left' | 'failed' | 'not-tried';
  readonly fault: JenkinsFault | null;
}

/**
 * Goes on after what fails for one job, and stops where the controller or the account is at fault; what was done stays,
 * and a second run goes on from there. Jenkins has no way to change a configuration only if it is still the one that
 * was read. So each is read again right before it is written, and judged anew: what somebody changes in the moment
 * between is lost.
 */
export async function syncJobs(
  jenkins: JenkinsApi,
  wanted: Wanted,
  plan: JobsPlan,
  options: SyncOptions = {},
): Promise<readonly DoneStep[]> {
  const {
    adopt = new Set<string>(),
    parallel = PARALLEL,
    onProgress = () => {},
    onDone = () => {},
  } = options;
  const total = plan.steps.filter(isWork).length;
  const results = new Map<Step, DoneStep>();
  let ended = false;
  let worked = 0;
  const perform = async (step: Step): Promise<void> => {
    const done: DoneStep = ended
      ? { step, outcome: isWork(step) ? 'not-tried' : outcomeOf(step), fault: null }
      : await apply(jenkins, wanted, step, adopt);
    // Without its folder no job can be made.
    if (done.fault && (endsAll(done.fault) || (step.what === 'folder' && step.action === 'create')))
      ended = true;
    results.set(step, done);
    if (isWork(step)) onProgress((worked += 1), total);
    onDone(done);
  };
  for (const step of plan.steps.filter(({ what }) => what === 'folder')) await perform(step);
  for (const wave of waves(plan.steps, wanted)) await inParallel(wave, parallel, perform);
  return plan.steps.flatMap((step) => results.get(step) ?? []);
}

/** Steps whose parents are in earlier waves. */
function waves(steps: readonly Step[], { jobs }: Wanted): Step[][] {
  const parents = new Map(jobs.map(({ image, parents: list }) => [image, list]));
  const depths = new Map<string, number>();
  // The jobs stand in the order of builds, so a parent's depth is known before it is asked for.
  for (const { image } of jobs) {
    const above = (parents.get(image) ?? []).map((parent) => depths.get(parent) ?? -1);
    depths.set(image, Math.max(-1, ...above) + 1);
  }
  const sorted: Step[][] = [];
  for (const step of steps.filter(({ what }) => what === 'job'))
    (sorted[step.image === null ? 0 : (depths.get(step.image) ?? 0)] ??= []).push(step);
  return sorted.filter((wave) => wave !== undefined);
}

function isWork({ action }: Step): boolean {
  return action === 'create' || action === 'update';
}

function outcomeOf({ action }: Step): DoneStep['outcome'] {
  if (action === 'unknown') return 'failed';
  return action === 'keep' ? 'kept' : 'left';
}

async function apply(jenkins: JenkinsApi, wanted: Wanted, step: Step, adopt: Adopt): Promise<DoneStep> {
  switch (step.action) {
    case 'create': {
      const answer = await jenkins.create(step.path.slice(0, -1), step.path.at(-1) ?? '', step.xml);
      return doneOf(step, answer, 'made');
    }
    case 'update': {
      const config = await jenkins.config(step.path);
      if ('fault' in config) return { step, outcome: 'failed', fault: config.fault };
      const now = judge(wanted, step, config.value, adopt);
      if (now.action === 'update') return doneOf(now, await jenkins.configure(now.path, now.xml), 'changed');
      if (now.action === 'create') return { step: now, outcome: 'failed', fault: gone(jenkins, step) };
      return { step: now, outcome: outcomeOf(now), fault: null };
    }
    default:
      return { step, outcome: outcomeOf(step), fault: step.action === 'unknown' ? step.fault : null };
  }
}

function doneOf(step: Step, answer: Answer<null>, outcome: 'made' | 'changed'): DoneStep {
  return 'fault' in answer
    ? { step, outcome: 'failed', fault: answer.fault }
    : { step, outcome, fault: null };
}

function judge(wanted: Wanted, step: Step, xml: string | null, adopt: Adopt): Step {
  const job = wanted.jobs.find(({ image }) => image === step.image);
  return job ? jobStep(wanted, job, xml, adopt, () => newJobXml(job.job)) : folderStep(wanted, xml, adopt);
}

function gone({ url }: JenkinsApi, { path, what }: Step): JenkinsFault {
  return {
    kind: 'missing',
    status: 404,
    reason: `${path.join('/')}: somebody has removed this ${what} at ${url} just now`,
    advice: 'Run the command again to make it anew.',
  };
}
