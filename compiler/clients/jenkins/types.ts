/** What a Jenkins controller is asked, and what it answers, in our own types. No logic here. */

/** Names from the top of the controller downwards: `['platform', 'images', 'nginx']`. */
export type JobPath = readonly string[];

/** Why a controller gave no answer that we can use. Its texts hold no secret. */
export interface JenkinsFault {
  /**
   * `unauthorized`: the account is not accepted. `forbidden`: it may not do this. `missing`: there is no such thing.
   * `conflict`: the thing is in a state that does not allow it. `unreachable`: no connection, or it broke, and trying
   * again did not help. `not-jenkins`: what answers is no Jenkins, or stands before one (a proxy, single sign-on).
   * `unknown`: whether a request that changes something has arrived is not known. `failed`: anything else.
   */
  readonly kind:
    | 'unauthorized'
    | 'forbidden'
    | 'missing'
    | 'conflict'
    | 'unreachable'
    | 'not-jenkins'
    | 'unknown'
    | 'failed';
  /** HTTP status of the answer; 0 where there was none. */
  readonly status: number;
  /** One sentence without a full stop that begins with the controller's address or the thing's name. */
  readonly reason: string;
  /** Whole sentences: what to do. */
  readonly advice: string;
}

export type Answer<T> = { readonly value: T } | { readonly fault: JenkinsFault };

export interface JobParameter {
  readonly name: string;
  /** Such as `StringParameterDefinition`. */
  readonly type: string;
  readonly defaultValue: string | null;
}

export interface JobState {
  readonly url: string;
  /** Jenkins' `_class`, such as `org.jenkinsci.plugins.workflow.job.WorkflowJob`. */
  readonly type: string;
  readonly buildable: boolean;
  /** Empty: it takes none, and is started by `/build`. */
  readonly parameters: readonly JobParameter[];
  readonly nextBuildNumber: number;
  readonly lastBuild: number | null;
  /** The queue item that waits, where there is one. */
  readonly queueItem: number | null;
}

export interface Item {
  readonly name: string;
  /** Jenkins' `_class`, such as `org.jenkinsci.plugins.workflow.job.WorkflowJob`. */
  readonly type: string;
}

export type QueueItem =
  /** `why` is Jenkins' own sentence; `stuck` its own judgement. */
  | {
      readonly state: 'waiting';
      readonly why: string | null;
      readonly stuck: boolean;
      readonly causes: readonly Cause[];
      readonly parameters: Readonly<Record<string, string>>;
    }
  | { readonly state: 'started'; readonly number: number; readonly url: string }
  | { readonly state: 'cancelled' };

/** Why a build was started. */
export interface Cause {
  readonly description: string;
  readonly user: string | null;
  /** Of the build after whose success it was started: the job's full name (`folder/job`) and number. */
  readonly upstream: { readonly job: string; readonly number: number } | null;
}

export type BuildResult = 'SUCCESS' | 'UNSTABLE' | 'FAILURE' | 'ABORTED' | 'NOT_BUILT';

export interface BuildState {
  readonly number: number;
  /** Of the queue's item that it came of; 0 where it is not told. */
  readonly queueItem: number;
  readonly url: string;
  readonly building: boolean;
  /** null as long as it runs. */
  readonly result: BuildResult | null;
  /** Milliseconds since the epoch. */
  readonly started: number;
  /** Milliseconds; 0 as long as it runs. */
  readonly duration: number;
  /** Milliseconds, Jenkins' guess from earlier builds; 0 without one. */
  readonly estimated: number;
  readonly causes: readonly Cause[];
  readonly parameters: Readonly<Record<string, string>>;
  /** Paths in the archive. */
  readonly artifacts: readonly string[];
}

export interface Stage {
  readonly name: string;
  readonly status:
    'SUCCESS' | 'FAILED' | 'ABORTED' | 'UNSTABLE' | 'IN_PROGRESS' | 'PAUSED_PENDING_INPUT' | 'NOT_EXECUTED';
  /** Milliseconds since the epoch. */
  readonly started: number;
  /** Milliseconds. */
  readonly duration: number;
}

/** What a part of a log is followed by. */
export interface LogPart {
  /** Where the next part begins: bytes of the log as the controller counts them. */
  readonly next: number;
  /** Whether there will be more: the build still runs. */
  readonly more: boolean;
}

export interface ControllerFacts {
  /** Such as `2.516.2`; null where it hides it. */
  readonly version: string | null;
  /** Who we are there: `anonymous` without an account. */
  readonly user: string;
}

export interface Plugin {
  readonly id: string;
  readonly version: string;
  readonly active: boolean;
}

export interface Credential {
  readonly id: string;
  /** As Jenkins shows it, such as `Username with password`. */
  readonly typeName: string;
}

export interface Agent {
  readonly name: string;
  readonly offline: boolean;
  readonly executors: number;
  readonly labels: readonly string[];
}

/**
 * A controller, as the commands see it. Reading is tried again on faults that pass; what changes something never is,
 * unless the request surely did not arrive. Nothing throws but a bug.
 */
export interface JenkinsApi {
  /** Without a slash at its end. */
  readonly url: string;
  facts(): Promise<Answer<ControllerFacts>>;

  /** null where there is no such item. */
  config(path: JobPath): Promise<Answer<string | null>>;
  create(folder: JobPath, name: string, xml: string): Promise<Answer<null>>;
  configure(path: JobPath, xml: string): Promise<Answer<null>>;
  remove(path: JobPath): Promise<Answer<null>>;
  /** What lies in a folder; null where there is no such folder. */
  items(folder: JobPath): Promise<Answer<readonly Item[] | null>>;

  job(path: JobPath): Promise<Answer<JobState>>;
  /** @param parameters null for a job that takes none @returns the number of the queue item */
  trigger(path: JobPath, parameters: Readonly<Record<string, string>> | null): Promise<Answer<number>>;
  queueItem(id: number): Promise<Answer<QueueItem>>;
  cancel(id: number): Promise<Answer<null>>;
  build(path: JobPath, number: number | 'lastBuild'): Promise<Answer<BuildState>>;
  /** The latest first. */
  builds(path: JobPath, limit: number): Promise<Answer<readonly BuildState[]>>;
  stop(path: JobPath, number: number): Promise<Answer<null>>;
  /**
   * A part of a log, as it is stored: with its notes, cut anywhere. Resumes by itself after a broken connection, and
   * gives each byte once.
   * @param start `next` of the part before, or 0
   */
  log(
    path: JobPath,
    number: number,
    start: number,
    onBytes: (bytes: Uint8Array) => void,
  ): Promise<Answer<LogPart>>;
  /** null where no plugin tells (Pipeline: REST API, Pipeline Graph View). */
  stages(path: JobPath, number: number): Promise<Answer<readonly Stage[] | null>>;
  /** null where it is not there. @param limit bytes at most */
  artifact(path: JobPath, number: number, file: string, limit: number): Promise<Answer<Uint8Array | null>>;

  /** The linter's own text; null where the plugin Pipeline: Declarative is missing. */
  lint(jenkinsfile: string): Promise<Answer<string | null>>;
  /** null where the account may not see them. */
  plugins(): Promise<Answer<readonly Plugin[] | null>>;
  /** Of the controller's own store ([]), or of a folder's; null where the account may not see them. */
  credentials(folder: JobPath): Promise<Answer<readonly Credential[] | null>>;
  /** null where the account may not see them. */
  agents(): Promise<Answer<readonly Agent[] | null>>;
}
