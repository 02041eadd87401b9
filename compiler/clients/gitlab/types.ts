/** What a GitLab project is asked, and what it answers, in our own types (`api.ts` is the interface). No logic here. */

/** Why GitLab gave no answer that we can use. Its texts hold no secret. */
export interface GitLabFault {
  /**
   * `unauthorized`: the token is not accepted, or has expired. `forbidden`: it may not do this, or the branch is
   * protected, or the project archived. `missing`: there is no such thing, or the token may not see it. `conflict`: the
   * thing is not as it was when we looked. `refused`: GitLab does not take what was asked. `limited`: too many requests,
   * and waiting did not help. `too-large`: more than it takes. `unreachable`: no connection, or it broke, and trying
   * again did not help. `not-gitlab`: what answers is no GitLab, or stands before one. `unknown`: whether a request that
   * changes something has arrived is not known. `failed`: anything else.
   */
  readonly kind:
    | 'unauthorized'
    | 'forbidden'
    | 'missing'
    | 'conflict'
    | 'refused'
    | 'limited'
    | 'too-large'
    | 'unreachable'
    | 'not-gitlab'
    | 'unknown'
    | 'failed';
  /** HTTP status of the answer; 0 where there was none. */
  readonly status: number;
  /** One sentence without a full stop that begins with the server's address or the thing's name. */
  readonly reason: string;
  /** Whole sentences: what to do. */
  readonly advice: string;
}

export type Answer<T> = { readonly value: T } | { readonly fault: GitLabFault };

export interface GitLabFacts {
  /** Such as `15.11.13-ee`. */
  readonly version: string;
  /** Whose token it is. */
  readonly user: GitLabUser;
}

export interface GitLabUser {
  readonly id: number;
  readonly username: string;
  readonly name: string;
}

export interface Project {
  readonly id: number;
  /** `group/subgroup/project` */
  readonly path: string;
  readonly url: string;
  /** null where nothing has been committed yet. */
  readonly defaultBranch: string | null;
  readonly archived: boolean;
  /** 10 guest, 20 reporter, 30 developer, 40 maintainer, 50 owner; null where it is not told. */
  readonly accessLevel: number | null;
}

export interface Branch {
  readonly name: string;
  /** Of its newest commit. */
  readonly commit: string;
  readonly protected: boolean;
  /** Whether the token may push to it. */
  readonly canPush: boolean;
}

export interface Commit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly title: string;
  /** Whole, with its title. */
  readonly message: string;
  readonly authorName: string;
  readonly authorEmail: string;
  /** ISO 8601 */
  readonly authored: string;
  readonly committed: string;
  readonly url: string;
}

export interface TreeEntry {
  /** From the repository's top, with '/' between the parts. */
  readonly path: string;
  /** `submodule`: a commit of another repository. */
  readonly type: 'file' | 'symlink' | 'folder' | 'submodule';
  readonly executable: boolean;
  /** Git's id of the content. */
  readonly id: string;
}

export interface TreePage {
  readonly entries: readonly TreeEntry[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
}

/** A file without its content. */
export interface FileHead {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly executable: boolean;
  /** Git's id of its content. */
  readonly id: string;
  /** The newest commit of that branch that changed this path. */
  readonly lastCommit: string;
}

/** A change of one file. Content is sent in Base64. */
export type CommitAction =
  | {
      readonly action: 'create';
      readonly path: string;
      readonly content: Uint8Array;
      readonly executable: boolean;
    }
  | {
      readonly action: 'update';
      readonly path: string;
      readonly content: Uint8Array;
      readonly lastCommit?: string;
    }
  | { readonly action: 'delete'; readonly path: string; readonly lastCommit?: string }
  /** `content` null: it is moved as it is. */
  | {
      readonly action: 'move';
      readonly path: string;
      readonly previous: string;
      readonly content: Uint8Array | null;
      readonly lastCommit?: string;
    }
  | {
      readonly action: 'chmod';
      readonly path: string;
      readonly executable: boolean;
      readonly lastCommit?: string;
    };

export interface CommitRequest {
  readonly branch: string;
  /** Makes the branch on top of this commit, in the same step; refused where it exists. null: onto the branch as it is. */
  readonly start: string | null;
  readonly message: string;
  readonly actions: readonly CommitAction[];
}

/** A file that differs between two commits. */
export interface FileDiff {
  readonly oldPath: string;
  readonly newPath: string;
  readonly kind: 'added' | 'removed' | 'renamed' | 'changed';
  /** Unified, without headers; '' where GitLab leaves it out (binary, too large). */
  readonly diff: string;
}

export interface Comparison {
  readonly commits: readonly Commit[];
  readonly files: readonly FileDiff[];
  /** GitLab stops at its limits: then files are missing. */
  readonly complete: boolean;
}

export interface MergeRequest {
  readonly iid: number;
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly state: 'opened' | 'closed' | 'merged' | 'locked';
  readonly sourceBranch: string;
  readonly targetBranch: string;
  readonly labels: readonly string[];
  readonly reviewers: readonly GitLabUser[];
  readonly author: GitLabUser;
  /** Newest commit of the source branch. */
  readonly head: string;
  /** Id of the project that holds the source branch: a fork, maybe. null where it is gone, or may not be seen. */
  readonly sourceProject: number | null;
  /** What line comments refer to; null as long as GitLab prepares it. */
  readonly diffRefs: DiffRefs | null;
}

export interface DiffRefs {
  readonly base: string;
  readonly start: string;
  readonly head: string;
}

export interface MergeRequestChange {
  readonly title?: string;
  readonly description?: string;
  readonly labels?: readonly string[];
  readonly reviewers?: readonly number[];
  readonly squash?: boolean;
  readonly removeSourceBranch?: boolean;
  readonly state?: 'reopen' | 'close';
}

export interface Note {
  readonly id: number;
  readonly body: string;
  readonly author: GitLabUser;
  /** Made by GitLab itself. */
  readonly system: boolean;
}

/** A place in the diff of a merge request. */
export interface DiffPosition {
  readonly refs: DiffRefs;
  readonly oldPath: string;
  readonly newPath: string;
  /** Both for a line that has not changed, else one of them. */
  readonly oldLine: number | null;
  readonly newLine: number | null;
}

export interface Discussion {
  readonly id: string;
  readonly notes: readonly (Note & {
    readonly resolvable: boolean;
    readonly resolved: boolean;
    readonly position: DiffPosition | null;
  })[];
}

export type StatusState = 'pending' | 'running' | 'success' | 'failed' | 'canceled';

export interface CommitStatus {
  readonly name: string;
  readonly state: StatusState;
  readonly description: string;
  readonly url: string | null;
}
