/** Jobs of ours whose image is gone: found, and deleted or switched off. */
import type { Answer, JenkinsApi, JenkinsFault, JobPath } from '../clients/jenkins/types.js';
import { inParallel } from '../in-parallel.js';
import { disableJob } from './config.js';
import { endsAll, lookAtOther, otherJobs, PARALLEL } from './plan.js';
import type { Wanted } from './wanted.js';

export interface Orphan {
  readonly path: JobPath;
  /** Of the spec that it was made from. */
  readonly spec: string;
  readonly disabled: boolean;
  /** The build that runs, or null. */
  readonly running: number | null;
  /** Whether a build waits in the queue. */
  readonly waiting: boolean;
}

export interface PruneOptions {
  /** Switches them off instead: their builds stay. */
  readonly disable?: boolean;
  /** Requests at a time. */
  readonly parallel?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** `changed`: somebody has made it something else since, so it was left. */
export interface DoneOrphan {
  readonly orphan: Orphan;
  readonly outcome: 'deleted' | 'disabled' | 'changed' | 'failed' | 'not-tried';
  readonly fault: JenkinsFault | null;
}

/** @param wanted all jobs of the workspace: of an incomplete list it would be guesswork what is gone, so that throws */
export async function findOrphans(
  jenkins: JenkinsApi,
  wanted: Wanted,
  { parallel = PARALLEL, onProgress = () => {} }: PruneOptions = {},
): Promise<Answer<readonly Orphan[]>> {
  if (!wanted.complete) throw new RangeError('not all jobs of the workspace are known');
  const items = await jenkins.items(wanted.folder);
  if ('fault' in items) return items;
  const names = otherJobs(wanted, items.value ?? []);
  let ending: JenkinsFault | undefined;
  let done = 0;
  const found = await inParallel(names, parallel, async (name): Promise<Orphan | null> => {
    if (ending) return null;
    const step = await lookAtOther(jenkins, wanted, name);
    onProgress((done += 1), names.length);
    if (step?.action === 'unknown') ending = step.fault;
    if (step?.action !== 'orphan') return null;
    const { path, spec, disabled } = step;
    return { path, spec, disabled, ...(await activity(jenkins, path)) };
  });
  return ending ? { fault: ending } : { value: found.filter((orphan) => orphan !== null) };
}

export async function pruneJobs(
  jenkins: JenkinsApi,
  wanted: Wanted,
  orphans: readonly Orphan[],
  { disable = false, parallel = PARALLEL, onProgress = () => {} }: PruneOptions = {},
): Promise<readonly DoneOrphan[]> {
  let ended = false;
  let done = 0;
  return inParallel(orphans, parallel, async (orphan): Promise<DoneOrphan> => {
    if (ended) return { orphan, outcome: 'not-tried', fault: null };
    const result = await prune(jenkins, wanted, orphan, disable);
    if (result.fault && endsAll(result.fault)) ended = true;
    onProgress((done += 1), orphans.length);
    return result;
  });
}

/** Looks once more: between the question and the answer somebody may have taken the job for something else. */
async function prune(
  jenkins: JenkinsApi,
  wanted: Wanted,
  orphan: Orphan,
  disable: boolean,
): Promise<DoneOrphan> {
  const { path } = orphan;
  const now = await lookAtOther(jenkins, wanted, path.at(-1) ?? '');
  if (now?.action === 'unknown') return { orphan, outcome: 'failed', fault: now.fault };
  if (now?.action !== 'orphan') return { orphan, outcome: 'changed', fault: null };
  if (!disable) return doneOf(orphan, await jenkins.remove(path), 'deleted');
  const config = await jenkins.config(path);
  if ('fault' in config) return { orphan, outcome: 'failed', fault: config.fault };
  const off = config.value === null ? null : disableJob(config.value);
  if (off === null || 'what' in off) return { orphan, outcome: 'changed', fault: null };
  return doneOf(orphan, await jenkins.configure(path, off.xml), 'disabled');
}

function doneOf(orphan: Orphan, answer: Answer<null>, outcome: 'deleted' | 'disabled'): DoneOrphan {
  return 'fault' in answer
    ? { orphan, outcome: 'failed', fault: answer.fault }
    : { orphan, outcome, fault: null };
}

/** What it is at now, as far as the controller tells. */
async function activity(jenkins: JenkinsApi, path: JobPath): Promise<Pick<Orphan, 'running' | 'waiting'>> {
  const job = await jenkins.job(path);
  if ('fault' in job) return { running: null, waiting: false };
  const { lastBuild, queueItem } = job.value;
  const build = lastBuild === null ? null : await jenkins.build(path, lastBuild);
  const running = build && 'value' in build && build.value.building ? build.value.number : null;
  return { running, waiting: queueItem !== null };
}
