/** What the stand-in remembers beside the repository. */
import type { Repository } from './git/repository.js';
import type { Account, Level, Limits, Scope } from './types.js';

export interface User {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  level: Level | null;
}

export interface Token {
  readonly value: string;
  readonly user: User;
  readonly scopes: readonly Scope[];
  readonly state: 'good' | 'expired' | 'revoked';
}

/** What a merge request shows: its source branch as it was when it was last looked at. */
export interface Version {
  readonly id: number;
  readonly base: string;
  readonly start: string;
  readonly head: string;
  readonly created: string;
}

export interface MergeRequest {
  readonly id: number;
  readonly iid: number;
  readonly author: User;
  readonly source: string;
  target: string;
  title: string;
  description: string;
  state: 'opened' | 'closed' | 'merged' | 'locked';
  labels: string[];
  reviewers: User[];
  assignees: User[];
  squash: boolean;
  removeSource: boolean;
  mergeCommit: string | null;
  squashCommit: string | null;
  readonly created: string;
  updated: string;
  readonly versions: Version[];
  /** How often it is read before its differences are there. */
  preparing: number;
  readonly discussions: Discussion[];
}

export interface Position {
  readonly base_sha: string;
  readonly start_sha: string;
  readonly head_sha: string;
  readonly old_path: string;
  readonly new_path: string;
  readonly position_type: 'text';
  readonly old_line: number | null;
  readonly new_line: number | null;
}

export interface Discussion {
  readonly id: string;
  /** A note that stands for itself. */
  readonly individual: boolean;
  readonly notes: Note[];
}

export interface Note {
  readonly id: number;
  readonly author: User;
  body: string;
  readonly created: string;
  updated: string;
  readonly system: boolean;
  readonly position: Position | null;
  resolved: boolean;
  resolvedBy: User | null;
}

export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly name: string;
  readonly author: User;
  state: string;
  description: string | null;
  url: string | null;
  readonly created: string;
}

/** What a text that somebody posted has set off. */
export interface Effect {
  /** Such as `note 5` or `description of !1`. */
  readonly where: string;
  /** Of a quick action without its slash; of a mention with its `@`. */
  readonly what: string;
  readonly rest: string;
}

export class World {
  readonly users: User[];
  readonly tokens: Token[];
  readonly mergeRequests: MergeRequest[] = [];
  readonly statuses: Status[] = [];
  readonly executedCommands: Effect[] = [];
  readonly mentions: Effect[] = [];
  defaultBranch = 'main';
  private ids = 100;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    readonly repository: Repository,
    accounts: readonly Account[],
    /** Branch → the level that may push to it; 0: nobody. */
    readonly protectedBranches: Map<string, Level | 0>,
    readonly projectId: number,
    readonly projectPath: string,
    readonly limits: Limits,
    readonly mergeMethod: 'merge' | 'ff',
    readonly preparing: number,
    readonly version: string,
    public archived: boolean,
  ) {
    this.users = accounts.map(({ username, name = username, level }, at) => ({
      id: at + 11,
      username,
      name,
      level,
    }));
    this.tokens = accounts.map(({ token, scopes = ['api'], state }, at): Token => ({
      value: token,
      user: this.users[at] as User,
      scopes,
      state: state ?? 'good',
    }));
  }

  nextId(): number {
    this.ids += 1;
    return this.ids;
  }

  /** One after the other, as transactions of a database. */
  exclusively<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.last.then(act, act);
    this.last = mine.catch(() => {});
    return mine;
  }

  mayPush(user: User, branch: string): boolean {
    if (this.archived || user.level === null) return false;
    const least = this.protectedBranches.get(branch) ?? 30;
    return least !== 0 && user.level >= least;
  }

  now(): string {
    return new Date().toISOString();
  }
}
