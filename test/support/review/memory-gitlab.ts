/** One merge request of a GitLab in memory, for what fails at each request and for what happens between two. */
import type { GitLabApi } from '../../../compiler/clients/gitlab/api.js';
import type {
  Answer,
  CommitStatus,
  Discussion,
  FileDiff,
  GitLabFault,
  GitLabUser,
  MergeRequest,
  Note,
} from '../../../compiler/clients/gitlab/types.js';

export const BOT: GitLabUser = { id: 7, username: 'bot', name: 'Bot' };
export const ANN: GitLabUser = { id: 8, username: 'ann', name: 'Ann' };

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type MutableDiscussion = { id: string; notes: Mutable<Discussion['notes'][number]>[] };
export interface SentStatus extends CommitStatus {
  readonly commit: string;
  readonly ref: string | undefined;
  readonly project: number | undefined;
}

export const REFS = { base: 'b'.repeat(40), start: 'c'.repeat(40), head: 'a'.repeat(40) };

export const MERGE_REQUEST: MergeRequest = {
  iid: 5,
  url: 'https://gitlab.example.com/team/images/-/merge_requests/5',
  title: 'Change',
  description: '',
  state: 'opened',
  sourceBranch: 'change',
  targetBranch: 'main',
  labels: [],
  reviewers: [],
  author: ANN,
  head: REFS.head,
  sourceProject: 1,
  diffRefs: REFS,
};

export function fault(kind: GitLabFault['kind'], status = 400): GitLabFault {
  return { kind, status, reason: `https://gitlab.example.com says ${kind}`, advice: 'Try again.' };
}

export class MemoryGitLab {
  notes: Mutable<Note>[] = [];
  discussions: MutableDiscussion[] = [];
  diff: FileDiff[] = [];
  statuses: SentStatus[] = [];
  asked: string[] = [];
  /** Called before each request; a fault is the answer then. `after`: the request has its effect nevertheless. */
  before: (
    name: string,
    count: number,
  ) => { readonly fault: GitLabFault; readonly after?: boolean } | void | Promise<void> = () => {};
  #last = 0;

  constructor(readonly user: GitLabUser = BOT) {}

  /** The same merge request, by another run's eyes. */
  get api(): GitLabApi {
    return this.as(this.user);
  }

  as(user: GitLabUser): GitLabApi {
    const does: Partial<Record<keyof GitLabApi, (...args: never[]) => unknown>> = {
      facts: () => ({ version: '17.0.0', user }),
      project: () => ({
        id: 1,
        path: 'team/images',
        url: '',
        defaultBranch: 'main',
        archived: false,
        accessLevel: 30,
      }),
      mergeRequest: () => MERGE_REQUEST,
      mergeRequestDiff: () => this.diff,
      notes: () => structuredClone(this.notes),
      createNote: (_: number, body: string) => this.add(body, user),
      updateNote: (_: number, id: number, body: string) => {
        const found = this.#all().find((note) => note.id === id);
        if (!found) throw new Missing();
        found.body = body;
        return found;
      },
      deleteNote: (_: number, id: number) => {
        if (!this.#all().some((note) => note.id === id)) throw new Missing();
        this.notes = this.notes.filter((note) => note.id !== id);
        this.discussions = this.discussions
          .map(({ notes, ...rest }) => ({ ...rest, notes: notes.filter((note) => note.id !== id) }))
          .filter(({ notes }) => notes.length > 0);
        return null;
      },
      discussions: () => structuredClone(this.discussions),
      createDiscussion: (_: number, body: string, position: Discussion['notes'][number]['position']) => {
        const id = ++this.#last;
        const note = { id, body, author: user, system: false, resolvable: true, resolved: false, position };
        this.discussions.push({ id: `d${id}`, notes: [note] });
        return structuredClone(this.discussions.at(-1));
      },
      resolveDiscussion: (_: number, id: string, resolved: boolean) => {
        const found = this.discussions.find((discussion) => discussion.id === id);
        if (!found) throw new Missing();
        for (const note of found.notes) note.resolved = resolved;
        return null;
      },
      statuses: (commit: string, project?: number) => {
        const newest = new Map(
          this.statuses
            .filter((sent) => sent.commit === commit && sent.project === project)
            .map((sent) => [sent.name, sent]),
        );
        return [...newest.values()];
      },
      setStatus: (commit: string, status: CommitStatus, ref?: string, project?: number) => {
        const last = this.statuses.findLast(
          (sent) => sent.commit === commit && sent.name === status.name && sent.project === project,
        );
        if (last?.state === 'running' && status.state === 'running') throw new Refused();
        this.statuses.push({ ...status, commit, ref, project });
        return null;
      },
    };
    return new Proxy({} as GitLabApi, {
      get: (_, name: keyof GitLabApi) => {
        if (name === 'url') return 'https://gitlab.example.com';
        const act = does[name] as ((...args: unknown[]) => unknown) | undefined;
        if (!act) return undefined;
        return async (...args: unknown[]): Promise<Answer<unknown>> => {
          this.asked.push(name);
          const wanted = await this.before(name, this.asked.length);
          if (wanted && wanted.after !== true) return { fault: wanted.fault };
          try {
            const value = act(...args);
            return wanted ? { fault: wanted.fault } : { value };
          } catch (error) {
            if (error instanceof Missing) return { fault: fault('missing', 404) };
            if (error instanceof Refused) return { fault: fault('refused', 400) };
            throw error;
          }
        };
      },
    });
  }

  /** As somebody writes a note. */
  add(body: string, author: GitLabUser): Note {
    const note = { id: ++this.#last, body, author, system: false };
    this.notes.push(note);
    return note;
  }

  #all(): Mutable<Note>[] {
    return [...this.notes, ...this.discussions.flatMap(({ notes }) => notes)];
  }
}

class Missing extends Error {}
class Refused extends Error {}
