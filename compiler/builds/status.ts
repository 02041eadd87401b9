/** How images stand in Jenkins, as data: for `cooper status`, and for whoever shows it elsewhere. */
import { hasRecord, recordOf } from './record.js';
import type { PushedRecord } from './events.js';
import type {
  Answer,
  BuildResult,
  BuildState,
  Cause,
  JenkinsApi,
  JenkinsFault,
  JobPath,
  JobState,
  Stage,
} from '../clients/jenkins/types.js';
import { inParallel } from '../in-parallel.js';

export interface StatusTarget {
  /** The image's folder, such as `images/nginx`. */
  readonly image: string;
  readonly name: string;
  /** Its job, from the top of the controller downwards. */
  readonly path: JobPath;
}

/** Times are milliseconds; texts are as Jenkins gives them, and may hold anything. */
export interface BuildSummary {
  readonly number: number;
  readonly url: string;
  readonly building: boolean;
  /** null as long as it runs. */
  readonly result: BuildResult | null;
  /** Since the epoch. */
  readonly started: number;
  /** As long as it runs: until now. */
  readonly duration: number;
  /** Jenkins' guess from earlier builds; 0 without one. */
  readonly estimated: number;
  readonly causes: readonly Cause[];
  /** What it pushed, or should push; empty where nobody said. */
  readonly tags: readonly string[];
  /** What it pushed; null where it pushed nothing, or left no record. */
  readonly reference: string | null;
  readonly digest: string | null;
  /** Of the latest build; null for others, and where no plugin tells. */
  readonly stages: readonly Stage[] | null;
}

export interface ImageStatus {
  readonly image: string;
  readonly name: string;
  /** Full name of the job, such as `platform/nginx`. */
  readonly job: string;
  /** Of the job; null where there is none. */
  readonly url: string | null;
  /** `missing`: there is no such job. `unknown`: see `fault`. */
  readonly state: 'ready' | 'disabled' | 'missing' | 'unknown';
  /** In the queue. `why` is Jenkins' own sentence. */
  readonly waiting: { readonly why: string | null; readonly stuck: boolean } | null;
  /** The latest first. */
  readonly builds: readonly BuildSummary[];
  readonly fault: JenkinsFault | null;
}

export interface StatusOptions {
  /** How many builds of each image. */
  readonly builds: number;
  /** Whether the records of all these builds are read, or only of the latest one that has one. */
  readonly records: 'all' | 'latest';
  readonly now: () => number;
  /** How many images are looked at together. */
  readonly atATime?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

const AT_A_TIME = 8;
const TAGS = 'image_tag';
/** Of the controller as a whole: asking for the next image is of no use. */
const GENERAL: ReadonlySet<JenkinsFault['kind']> = new Set(['unauthorized', 'unreachable', 'not-jenkins']);

/**
 * All these images, some at a time; in their order. A fault that is one image's own stands in its status; one of the
 * controller ends it.
 */
export async function imageStatuses(
  jenkins: JenkinsApi,
  targets: readonly StatusTarget[],
  options: StatusOptions,
): Promise<Answer<readonly ImageStatus[]>> {
  let general: JenkinsFault | null = null;
  let done = 0;
  const statuses = await inParallel(targets, options.atATime ?? AT_A_TIME, async (target) => {
    if (general !== null) return [];
    const status = await imageStatus(jenkins, target, options);
    if (status.fault !== null && GENERAL.has(status.fault.kind)) general = status.fault;
    options.onProgress?.((done += 1), targets.length);
    return [status];
  });
  return general === null ? { value: statuses.flat() } : { fault: general };
}

/** One image: up to four small requests, two where there is no build. */
export async function imageStatus(
  jenkins: JenkinsApi,
  { image, name, path }: StatusTarget,
  options: StatusOptions,
): Promise<ImageStatus> {
  const none: ImageStatus = {
    image,
    name,
    job: path.join('/'),
    url: null,
    state: 'ready',
    waiting: null,
    builds: [],
    fault: null,
  };
  const job = await jenkins.job(path);
  if ('fault' in job)
    return job.fault.kind === 'missing'
      ? { ...none, state: 'missing' }
      : { ...none, state: 'unknown', fault: job.fault };
  const { url, buildable, lastBuild } = job.value;
  const waiting = await waitingOf(jenkins, job.value);
  const known: ImageStatus = { ...none, url, state: buildable ? 'ready' : 'disabled', waiting };
  if (lastBuild === null) return known;
  const builds = await jenkins.builds(path, options.builds);
  if ('fault' in builds) return { ...known, fault: builds.fault };
  return { ...known, builds: await summaries(jenkins, path, builds.value, options) };
}

async function waitingOf(jenkins: JenkinsApi, { queueItem }: JobState): Promise<ImageStatus['waiting']> {
  if (queueItem === null) return null;
  const item = await jenkins.queueItem(queueItem);
  // It has left the queue in between, or nobody may see it: then it is the builds that tell.
  if ('fault' in item || item.value.state !== 'waiting') return null;
  return { why: item.value.why, stuck: item.value.stuck };
}

async function summaries(
  jenkins: JenkinsApi,
  path: JobPath,
  builds: readonly BuildState[],
  { records, now }: StatusOptions,
): Promise<BuildSummary[]> {
  const recorded = builds.filter(hasRecord);
  const wanted = new Set(records === 'all' ? recorded : recorded.slice(0, 1));
  const [latest] = builds;
  const stages = latest === undefined ? null : await jenkins.stages(path, latest.number);
  return Promise.all(
    builds.map(async (build) => {
      const record = wanted.has(build) ? await recordOf(jenkins, path, build) : null;
      // A record that can't be read is no reason to show nothing of the build.
      const pushed = record !== null && 'value' in record ? record.value : null;
      const ofStages = build === latest && stages !== null && 'value' in stages ? stages.value : null;
      return summary(build, pushed, ofStages, now());
    }),
  );
}

function summary(
  build: BuildState,
  record: PushedRecord | null,
  stages: readonly Stage[] | null,
  now: number,
): BuildSummary {
  const { number, url, building, result, started, estimated, causes, parameters } = build;
  const asked = (parameters[TAGS] ?? '').split(/\s+/u).filter((tag) => tag !== '');
  return {
    number,
    url,
    building,
    result,
    started,
    duration: building ? Math.max(0, now - started) : build.duration,
    estimated,
    causes,
    tags: record === null ? asked : record.tags,
    reference: record?.reference ?? null,
    digest: record?.digest ?? null,
    stages,
  };
}
