/** What `cooper jobs sync` would do: every folder and job is looked at, and nothing is changed. */
import type { Answer, Item, JenkinsApi, JenkinsFault, JobPath } from '../clients/jenkins/types.js';
import { inParallel } from '../in-parallel.js';
import { newJobXml, readJob } from './config.js';
import { FOLDER, newFolderXml } from './folder-config.js';
import { folderStep, jobStep, specOfOurs, type Adopt, type Step } from './step.js';
import type { Wanted, WantedJob } from './wanted.js';

export interface PlanOptions {
  readonly adopt?: Adopt;
  /** Requests at a time. */
  readonly parallel?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface JobsPlan {
  /** Folders from the top downwards, then jobs in the order of builds, then jobs whose image is gone, by name. */
  readonly steps: readonly Step[];
  /** Whether jobs whose image is gone were looked for. */
  readonly complete: boolean;
}

export const PARALLEL = 4;

/** A fault that is not of one thing only: there is no use in going on. */
export function endsAll({ kind }: JenkinsFault): boolean {
  return kind === 'unauthorized' || kind === 'unreachable' || kind === 'not-jenkins';
}

export async function planJobs(
  jenkins: JenkinsApi,
  wanted: Wanted,
  options: PlanOptions = {},
): Promise<Answer<JobsPlan>> {
  const { adopt = new Set<string>() } = options;
  const place = await lookAtFolder(jenkins, wanted, adopt);
  if ('fault' in place) return place;
  const { steps, items } = place.value;
  // A folder that can't be used: its jobs would be asked for in vain.
  if (steps.some(({ action, what }) => what === 'folder' && action === 'conflict') && items === null)
    return { value: { steps, complete: false } };
  const jobs = await lookAtJobs(jenkins, wanted, items ?? [], adopt, options);
  if ('fault' in jobs) return jobs;
  return { value: { steps: [...steps, ...jobs.value], complete: wanted.complete } };
}

interface FolderState {
  readonly steps: readonly Step[];
  /** null where it is not there, or no folder. */
  readonly items: readonly Item[] | null;
}

async function lookAtFolder(jenkins: JenkinsApi, wanted: Wanted, adopt: Adopt): Promise<Answer<FolderState>> {
  const { folder } = wanted;
  const items = await jenkins.items(folder);
  if ('fault' in items) return items;
  if (folder.length === 0) return { value: { steps: [], items: items.value } };
  if (items.value === null) return missingFolders(jenkins, wanted, adopt);
  const other = await otherThan(jenkins, folder);
  if (other !== null) return { value: { steps: [other], items: null } };
  if (wanted.library === null) return { value: { steps: [kept(folder)], items: items.value } };
  const config = await jenkins.config(folder);
  if ('fault' in config) {
    if (endsAll(config.fault)) return config;
    const step = { ...kept(folder), action: 'unknown', fault: config.fault } as const;
    return { value: { steps: [step], items: items.value } };
  }
  return { value: { steps: [folderStep(wanted, config.value, adopt)], items: items.value } };
}

/** The folder and those above it that are missing too; only the folder itself gets our marker. */
async function missingFolders(
  jenkins: JenkinsApi,
  wanted: Wanted,
  adopt: Adopt,
): Promise<Answer<FolderState>> {
  const { folder } = wanted;
  const steps: Step[] = [folderStep(wanted, null, adopt)];
  for (let depth = folder.length - 1; depth > 0; depth -= 1) {
    const above = folder.slice(0, depth);
    const items = await jenkins.items(above);
    if ('fault' in items) return items;
    if (items.value !== null) break;
    steps.unshift({ ...kept(above), action: 'create', changes: [], xml: newFolderXml('', null) });
  }
  const other = await otherThan(jenkins, steps[0]?.path ?? folder);
  return { value: { steps: other ? [other] : steps, items: null } };
}

/** The conflict where something that is no folder has that name. Who may not see the place above it finds out later. */
async function otherThan(jenkins: JenkinsApi, path: JobPath): Promise<Step | null> {
  const name = path.at(-1) ?? '';
  const siblings = await jenkins.items(path.slice(0, -1));
  if ('fault' in siblings) return null;
  const same = (siblings.value ?? []).find((item) => item.name.toLowerCase() === name.toLowerCase());
  if (!same || (same.type === FOLDER && same.name === name)) return null;
  const reason =
    same.name === name
      ? `is no folder, but a ${typeName(same.type)}`
      : `has the name of ${same.name}, but for its case`;
  const advice = 'Choose another folder: `jenkins.folder` in cooperage.json, or --folder.';
  return { ...kept(path), action: 'conflict', reason, advice };
}

async function lookAtJobs(
  jenkins: JenkinsApi,
  wanted: Wanted,
  items: readonly Item[],
  adopt: Adopt,
  { parallel = PARALLEL, onProgress = () => {} }: PlanOptions,
): Promise<Answer<readonly Step[]>> {
  const names = new Map(items.map((item) => [item.name.toLowerCase(), item]));
  const first = new Map<string, WantedJob>();
  for (const job of wanted.jobs) {
    const key = job.name.toLowerCase();
    if (!first.has(key)) first.set(key, job);
  }
  const others = wanted.complete ? otherJobs(wanted, items) : [];
  const total = wanted.jobs.length + others.length;
  let done = 0;
  let ending: JenkinsFault | undefined;
  const look = async (step: () => Promise<Step | null>): Promise<Step | null> => {
    if (ending !== undefined) return null;
    const result = await step();
    if (result?.action === 'unknown' && endsAll(result.fault)) ending = result.fault;
    onProgress((done += 1), total);
    return result;
  };
  const steps = await inParallel(
    [
      ...wanted.jobs.map((job) => () => {
        const key = job.name.toLowerCase();
        return lookAtJob(jenkins, wanted, job, first.get(key) ?? job, names.get(key), adopt);
      }),
      ...others.map((name) => () => lookAtOther(jenkins, wanted, name)),
    ],
    parallel,
    look,
  );
  return ending === undefined ? { value: steps.filter((step) => step !== null) } : { fault: ending };
}

/** @param first the first job of that name @param item what has that name in Jenkins, in upper or lower case */
async function lookAtJob(
  jenkins: JenkinsApi,
  wanted: Wanted,
  job: WantedJob,
  first: WantedJob,
  item: Item | undefined,
  adopt: Adopt,
): Promise<Step> {
  const path = [...wanted.folder, job.name];
  const common = { what: 'job', path, image: job.image, notes: [] } as const;
  const advice = 'Jenkins does not tell upper and lower case apart. Give one of them another name.';
  if (first !== job)
    return { ...common, action: 'conflict', reason: `is also the name of the job of ${first.image}`, advice };
  if (item && item.name !== job.name)
    return {
      ...common,
      action: 'conflict',
      reason: `has the name of ${item.name}, but for its case`,
      advice,
    };
  const config = item ? await jenkins.config(path) : { value: null };
  if ('fault' in config) return { ...common, action: 'unknown', fault: config.fault };
  return jobStep(wanted, job, config.value, adopt, () => newJobXml(job.job));
}

/** Jobs in the folder whose name no image wants, by name. */
export function otherJobs(wanted: Wanted, items: readonly Item[]): string[] {
  const names = new Set(wanted.jobs.map(({ name }) => name.toLowerCase()));
  return items
    .filter(({ name, type }) => type.endsWith('.WorkflowJob') && !names.has(name.toLowerCase()))
    .map(({ name }) => name)
    .sort();
}

/** A job in the folder that no image wants: null where it is none of ours. */
export async function lookAtOther(jenkins: JenkinsApi, wanted: Wanted, name: string): Promise<Step | null> {
  const path = [...wanted.folder, name];
  const common = { what: 'job', path, image: null, notes: [] } as const;
  const config = await jenkins.config(path);
  if ('fault' in config)
    return endsAll(config.fault) ? { ...common, action: 'unknown', fault: config.fault } : null;
  const found = config.value === null ? null : readJob(config.value);
  if (found === null || 'what' in found) return null;
  const spec = specOfOurs(found.job.description, wanted.workspaces);
  return spec === null ? null : { ...common, action: 'orphan', spec, disabled: found.disabled };
}

function kept(path: JobPath): Step & { readonly action: 'keep' } {
  return { what: 'folder', path, image: null, notes: [], action: 'keep' };
}

/** The last part of a class name. */
function typeName(type: string): string {
  return (type.split('.').at(-1) ?? '').replace(/[^\w$]/gu, '?') || 'thing of another kind';
}
