/** What a test may say about a stand-in controller. No logic here. */
import type { Executor } from './builds/executor.js';
import type { Script } from './builds/scripted.js';

/** As Jenkins shows them; `Overall/Administer` implies all others. */
export type Permission =
  | 'Overall/Administer'
  | 'Overall/Read'
  | 'Overall/SystemRead'
  | 'Job/Build'
  | 'Job/Cancel'
  | 'Job/Configure'
  | 'Job/Create'
  | 'Job/Delete'
  | 'Job/ExtendedRead'
  | 'Job/Read'
  | 'Credentials/Create'
  | 'Credentials/Delete'
  | 'Credentials/View';

export interface Account {
  readonly user: string;
  /** Full name; the user's id without one. */
  readonly name?: string;
  readonly token: string;
  readonly password: string;
  /** Without any: an administrator. */
  readonly permissions?: readonly Permission[];
}

export interface Node {
  readonly name: string;
  readonly labels?: readonly string[];
  readonly executors?: number;
  readonly offline?: boolean;
}

export interface InstalledPlugin {
  readonly id: string;
  readonly version: string;
  readonly active?: boolean;
}

export interface JenkinsOptions {
  readonly version?: string;
  /** The first one is the one that `user`, `token` and `password` of the controller are of. */
  readonly accounts?: readonly Account[];
  /** What somebody without an account may do; nothing by default. */
  readonly anonymous?: readonly Permission[];
  /** Path below which the controller is reachable, such as `/jenkins`. */
  readonly prefix?: string;
  /** The address that it believes to have, as an administrator configured it; else the one that it is asked at. */
  readonly rootUrl?: string;
  /** Milliseconds in the queue before a build may start. Jenkins' own default is 5 s. */
  readonly quietPeriod?: number;
  /** Milliseconds after which an item that has left the queue is forgotten (404). */
  readonly leftItemsFor?: number;
  readonly nodes?: readonly Node[];
  /** In the place of the usual ones. What a plugin serves is there only when it is installed and active. */
  readonly plugins?: readonly InstalledPlugin[];
  /** Of `buildWithParameters` for a job without parameters: 500 up to 2.516, 400 in later versions. */
  readonly notParameterized?: 400 | 500;
  /** Where Pipeline Graph View answers `tree` below a build: `stages` in versions from the middle of 2026. */
  readonly graphView?: 'pipeline-overview' | 'stages';
  /** Runs builds that no script is given for. */
  readonly executor?: Executor;
  /** Builds of jobs by full name (`folder/job`), first to last; the last one repeats. */
  readonly builds?: Readonly<Record<string, readonly Script[]>>;
  /** The linter's errors, a text each; none: the Jenkinsfile is valid. */
  readonly linter?: (jenkinsfile: string) => readonly string[] | Promise<readonly string[]>;
  /** TCP port; a free one without it. */
  readonly port?: number;
}

/** One request, as it arrived. */
export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}
