import type {
  Answer,
  Branch,
  Commit,
  CommitRequest,
  CommitStatus,
  Comparison,
  DiffPosition,
  Discussion,
  FileDiff,
  FileHead,
  GitLabFacts,
  GitLabUser,
  MergeRequest,
  MergeRequestChange,
  Note,
  Project,
  TreePage,
} from './types.js';

/**
 * One project of a GitLab, as the commands see it. Reading is tried again on faults that pass; what changes something
 * only when it surely was not done. Nothing throws but a bug. Branches, commits and paths are given as they are: the
 * client encodes them.
 */
export interface GitLabApi {
  /** Of the server, without a slash at its end. */
  readonly url: string;
  /** `group/project`, or an id, as it was given. */
  readonly projectPath: string;
  facts(): Promise<Answer<GitLabFacts>>;
  project(): Promise<Answer<Project>>;
  /** null where there is no such user. */
  user(username: string): Promise<Answer<GitLabUser | null>>;

  /** null where there is no such branch. */
  branch(name: string): Promise<Answer<Branch | null>>;
  branches(search: string): Promise<Answer<readonly Branch[]>>;
  /** Refused where it exists. */
  createBranch(name: string, commit: string): Promise<Answer<Branch>>;
  deleteBranch(name: string): Promise<Answer<null>>;

  /** @param ref a commit, branch or tag; null where there is none */
  commit(ref: string): Promise<Answer<Commit | null>>;
  /**
   * The newest first.
   * @param path only those that changed it
   * @param page from 1, of `limit` commits each: only with a limit up to 100
   */
  commits(ref: string, limit: number, path?: string, page?: number): Promise<Answer<readonly Commit[]>>;
  createCommit(request: CommitRequest): Promise<Answer<Commit>>;
  /** null where two commits have no ancestor in common. */
  mergeBase(one: string, other: string): Promise<Answer<string | null>>;
  /** What `to` has changed since it left `from` (three dots), or (`straight`) how the two differ. */
  compare(from: string, to: string, straight: boolean): Promise<Answer<Comparison>>;

  /** A page of what lies in a folder ('' is the top). @param page `next` of the page before; null for the first */
  tree(
    ref: string,
    folder: string,
    options: { readonly recursive: boolean; readonly page: string | null },
  ): Promise<Answer<TreePage>>;
  /** null where there is no such file. */
  head(ref: string, path: string): Promise<Answer<FileHead | null>>;
  /** Its bytes; null where there is no such file. `too-large` where it has more than `limit`. */
  read(ref: string, path: string, limit: number): Promise<Answer<Uint8Array | null>>;
  /** The bytes of a content by its id. */
  blob(id: string, limit: number): Promise<Answer<Uint8Array | null>>;

  mergeRequests(filter: {
    readonly sourceBranch?: string;
    readonly targetBranch?: string;
    readonly state: 'opened' | 'closed' | 'merged' | 'all';
  }): Promise<Answer<readonly MergeRequest[]>>;
  mergeRequest(iid: number): Promise<Answer<MergeRequest | null>>;
  createMergeRequest(
    source: string,
    target: string,
    change: MergeRequestChange & { readonly title: string },
  ): Promise<Answer<MergeRequest>>;
  updateMergeRequest(iid: number, change: MergeRequestChange): Promise<Answer<MergeRequest>>;
  /** Refused where the source branch is not at `head` any more. */
  merge(iid: number, head: string, squash: boolean): Promise<Answer<MergeRequest>>;
  /** How its newest version differs from its target. */
  mergeRequestDiff(iid: number): Promise<Answer<readonly FileDiff[]>>;

  /** Of a merge request, the oldest first, also those in discussions. */
  notes(iid: number): Promise<Answer<readonly Note[]>>;
  createNote(iid: number, body: string): Promise<Answer<Note>>;
  updateNote(iid: number, id: number, body: string): Promise<Answer<Note>>;
  deleteNote(iid: number, id: number): Promise<Answer<null>>;
  discussions(iid: number): Promise<Answer<readonly Discussion[]>>;
  createDiscussion(iid: number, body: string, position: DiffPosition): Promise<Answer<Discussion>>;
  resolveDiscussion(iid: number, id: string, resolved: boolean): Promise<Answer<null>>;

  /** The newest of each name. @param project id of another project that holds the commit (a fork) */
  statuses(commit: string, project?: number): Promise<Answer<readonly CommitStatus[]>>;
  /**
   * @param ref the branch that the commit was pushed to, where it is known
   * @param project id of another project that holds the commit (a fork)
   */
  setStatus(commit: string, status: CommitStatus, ref?: string, project?: number): Promise<Answer<null>>;

  /** GitLab's own HTML of a Markdown text. */
  render(markdown: string): Promise<Answer<string>>;
}
