import type { GitLabApi } from '../clients/gitlab/api.js';
import type { Answer, Commit, FileHead, TreeEntry } from '../clients/gitlab/types.js';
import { folderOf } from '../model/path.js';
import { missing, refused } from './answers.js';
import { inProject, inWorkspace, pathProblem } from './paths.js';

/** More bytes than this are not read, unless somebody asks for them: git is the way for such files. */
export const LARGEST_FILE = 100 * 1024 * 1024;

export interface ContentOptions {
  /** A branch, tag or commit; else the project's default branch. */
  readonly ref?: string;
  /** Of the workspace, from the project's top; '' (the default) is the top. */
  readonly folder?: string;
}

export interface ContentPage {
  /** Their paths are those from the workspace. */
  readonly entries: readonly TreeEntry[];
  readonly next: string | null;
}

/**
 * The files of a workspace in one commit of a project, without a clone. What is read is of that commit, also when the
 * branch has moved on. Links are told, and never followed: a path that leads through one names nothing.
 */
export class ProjectContent {
  private constructor(
    readonly gitlab: GitLabApi,
    /** As it was asked for. */
    readonly ref: string,
    readonly commit: Commit,
    readonly folder: string,
  ) {}

  static async open(gitlab: GitLabApi, options: ContentOptions = {}): Promise<Answer<ProjectContent>> {
    const { folder = '' } = options;
    const problem = pathProblem(folder);
    if (problem !== null) return refused(`the workspace's folder ${JSON.stringify(folder)}: ${problem}`);
    const ref = options.ref === undefined ? await defaultBranch(gitlab) : { value: options.ref };
    if ('fault' in ref) return ref;
    const commit = await gitlab.commit(ref.value);
    if ('fault' in commit) return commit;
    if (commit.value === null)
      return missing(`${gitlab.projectPath} has no branch, tag or commit ${JSON.stringify(ref.value)}`);
    return { value: new ProjectContent(gitlab, ref.value, commit.value, folder) };
  }

  /** The same workspace in another commit. */
  at(commit: Commit): ProjectContent {
    return new ProjectContent(this.gitlab, this.ref, commit, this.folder);
  }

  /** A page of what lies in a folder, or (recursive) also below. @param page `next` of the page before */
  async page(
    path: string,
    options: { readonly recursive?: boolean; readonly page?: string | null } = {},
  ): Promise<Answer<ContentPage>> {
    const problem = this.#problem(path);
    if (problem) return problem;
    const { recursive = false, page = null } = options;
    const answer = await this.gitlab.tree(this.commit.id, inProject(this.folder, path), { recursive, page });
    if ('fault' in answer) return answer;
    const entries = answer.value.entries.flatMap((entry) => {
      const within = inWorkspace(this.folder, entry.path);
      return within === null ? [] : [{ ...entry, path: within }];
    });
    return { value: { entries, next: answer.value.next } };
  }

  /** The same, page by page, so that nothing holds all of a huge folder; ends behind a fault. */
  async *pages(
    path: string,
    options: { readonly recursive?: boolean } = {},
  ): AsyncGenerator<Answer<readonly TreeEntry[]>, void> {
    let page: string | null = null;
    do {
      const answer: Answer<ContentPage> = await this.page(path, { ...options, page });
      if ('fault' in answer) {
        yield answer;
        return;
      }
      yield { value: answer.value.entries };
      page = answer.value.next;
    } while (page !== null);
  }

  /** All of a folder; nothing where there is no such folder. */
  async list(path: string, recursive = false): Promise<Answer<readonly TreeEntry[]>> {
    const all: TreeEntry[] = [];
    for await (const answer of this.pages(path, { recursive })) {
      if ('fault' in answer) return answer.fault.kind === 'missing' ? { value: [] } : answer;
      for (const entry of answer.value) all.push(entry);
    }
    return { value: all };
  }

  /** What a path names; null for nothing. Looked up in its folder: only there is told what is a link. */
  async entry(path: string): Promise<Answer<TreeEntry | null>> {
    for await (const answer of this.pages(folderOf(path))) {
      if ('fault' in answer) return answer.fault.kind === 'missing' ? { value: null } : answer;
      const found = answer.value.find((entry) => entry.path === path);
      if (found) return { value: found };
    }
    return { value: null };
  }

  /** Size and newest commit; null where there is no such file. A link has the head of the text that it is. */
  async head(path: string): Promise<Answer<FileHead | null>> {
    const problem = this.#problem(path);
    if (problem) return problem;
    const answer = await this.gitlab.head(this.commit.id, inProject(this.folder, path));
    return 'fault' in answer || answer.value === null ? answer : { value: { ...answer.value, path } };
  }

  /** The bytes of a file, or what a link says; null where there is none. `too-large` where they are more than `limit`. */
  async read(path: string, limit = LARGEST_FILE): Promise<Answer<Uint8Array | null>> {
    return this.#problem(path) ?? this.gitlab.read(this.commit.id, inProject(this.folder, path), limit);
  }

  #problem(path: string): ReturnType<typeof refused> | null {
    const problem = pathProblem(path);
    return problem === null ? null : refused(`${JSON.stringify(path)} is no path: ${problem}`);
  }
}

/** As git sees it: a NUL among the first 8,000 bytes; or what is no UTF-8, which no editor should save as text. */
export function isBinary(bytes: Uint8Array): boolean {
  if (bytes.subarray(0, 8000).includes(0)) return true;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return false;
  } catch {
    return true;
  }
}

async function defaultBranch(gitlab: GitLabApi): Promise<Answer<string>> {
  const project = await gitlab.project();
  if ('fault' in project) return project;
  const { defaultBranch: branch } = project.value;
  if (branch !== null) return { value: branch };
  return missing(`nothing has been committed to ${gitlab.projectPath} yet`, 'Start it with: cooper publish');
}
