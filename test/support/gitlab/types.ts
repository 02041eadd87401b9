/** What a test may say about a stand-in GitLab. No logic here. */
import type { Fault } from './http/faults.js';

/** 10 guest, 20 reporter, 30 developer, 40 maintainer, 50 owner */
export type Level = 10 | 20 | 30 | 40 | 50;

export type Scope = 'api' | 'read_api' | 'read_repository' | 'write_repository' | 'read_user';

export interface Account {
  readonly username: string;
  /** The username without one. */
  readonly name?: string;
  /** Its rights in the project; null: none, and the project is not there for it. */
  readonly level: Level | null;
  readonly token: string;
  /** `api` without any. */
  readonly scopes?: readonly Scope[];
  /** What became of the token; good without it. */
  readonly state?: 'expired' | 'revoked';
}

export interface Limits {
  /** Bytes of a request's body, as the web server before GitLab has it; 413 beyond. */
  readonly body: number;
  /** Bytes of a commit's request of which only three are taken in 30 s: https://docs.gitlab.com/api/repository_files/ */
  readonly large: number;
  /** Files in a comparison; the rest is left out. */
  readonly diffFiles: number;
  /** Bytes of one file's difference; it is left out beyond. */
  readonly diffBytes: number;
}

export interface GitLabOptions {
  readonly version?: string;
  /** The first one is the one whose token `token` of the stand-in is. */
  readonly accounts?: readonly Account[];
  /** `group/project` */
  readonly projectPath?: string;
  /** Branch → the level that may push to it, 0 for nobody; `main` for maintainers by default. */
  readonly protectedBranches?: Readonly<Record<string, Level | 0>>;
  readonly archived?: boolean;
  readonly limits?: Partial<Limits>;
  /** `ff`: without a merge commit, and refused where the target has moved on. */
  readonly mergeMethod?: 'merge' | 'ff';
  /** How often a new merge request is read before its differences are there; GitLab finds them in the background. */
  readonly preparing?: number;
  /** Path below which it is reachable, such as `/gitlab`. */
  readonly prefix?: string;
  readonly onRequest?: Hook;
}

/** One request, as it arrived. */
export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/**
 * Called before a request is looked at, and once it has had its effect but is not answered yet. What it gives back goes
 * wrong; what it does itself (a commit of somebody else, the end of the client) has happened before it goes on.
 */
export type Hook = (
  asked: Asked,
  phase: 'before' | 'after',
) => Fault | undefined | void | Promise<Fault | undefined | void>;
