/** Statuses of a commit: set though the connection breaks, and never left running. */
import type { GitLabApi } from '../clients/gitlab/api.js';
import type { Answer, CommitStatus, GitLabFault } from '../clients/gitlab/types.js';

/** The part of GitLab that this needs. */
export type StatusApi = Pick<GitLabApi, 'statuses' | 'setStatus'>;

export interface StatusTarget {
  /** Never a merge that only the pipeline knows: GitLab shows the status of what was pushed. */
  readonly commit: string;
  /** The branch it was pushed to; absent where a pipeline of GitLab runs for the commit, which the status joins. */
  readonly ref?: string;
  /**
   * Ids of the projects that may take it, the best first; undefined is the client's own. A merge request shows the
   * statuses of the project that holds its source branch, which for a fork is another one.
   */
  readonly projects: readonly (number | undefined)[];
}

export interface StatusOptions {
  /** How often one is tried before it is given up. */
  readonly attempts?: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** How something ended. */
export interface StatusEnd {
  readonly state: 'success' | 'failed' | 'canceled';
  readonly description: string;
}

/** Characters that GitLab keeps of a name, a description and an address. */
const LONGEST = 255;

const FIRST_WAIT_MS = 1000;

/** @returns what kept it from being set; null where it stands */
export type SetStatus = (status: CommitStatus) => Promise<GitLabFault | null>;

export function statusSetter(
  gitlab: StatusApi,
  { commit, ref, projects }: StatusTarget,
  { attempts = 4, sleep }: StatusOptions,
): SetStatus {
  /** What is left of the projects, from the one that took a status on. */
  let candidates = projects;

  const stands = async ({ name, state }: CommitStatus, project: number | undefined): Promise<boolean> => {
    const now = await gitlab.statuses(commit, project);
    return !('fault' in now) && now.value.some((one) => one.name === name && one.state === state);
  };

  const setIn = async (status: CommitStatus, project: number | undefined): Promise<GitLabFault | null> => {
    for (let attempt = 1; ; attempt++) {
      const answer: Answer<null> = await gitlab.setStatus(commit, status, ref, project);
      if (!('fault' in answer)) return null;
      const { fault } = answer;
      // GitLab refuses the state that a status has already ("Cannot transition status").
      const isDoubtful = ['refused', 'conflict', 'unknown'].includes(fault.kind);
      if (isDoubtful && (await stands(status, project))) return null;
      if (!passes(fault) || attempt >= attempts) return fault;
      await sleep(FIRST_WAIT_MS * 2 ** (attempt - 1));
    }
  };

  return async (given) => {
    const status = {
      ...given,
      name: cut(given.name),
      description: cut(given.description),
      url: addressOf(given.url),
    };
    let first: GitLabFault | null = null;
    for (const [index, project] of candidates.entries()) {
      const fault = await setIn(status, project);
      if (fault === null) {
        candidates = candidates.slice(index);
        return null;
      }
      first ??= fault;
      if (fault.kind !== 'forbidden' && fault.kind !== 'missing') break;
    }
    return first;
  };
}

/**
 * Lets something run under a status that says so, and closes the status however that ends: also when it throws.
 * @param onFault told once of each request that GitLab refused
 */
export async function underStatus<T>(
  set: SetStatus,
  { name, url }: Pick<CommitStatus, 'name' | 'url'>,
  onFault: (fault: GitLabFault) => void,
  act: () => Promise<{ readonly end: StatusEnd; readonly result: T }>,
): Promise<T> {
  const started = await set({ name, url, state: 'running', description: 'looking at the change' });
  if (started) onFault(started);
  // What may not be set need not be closed. In any other case nobody knows whether it stands.
  const isOpen = started === null || !REFUSALS.includes(started.kind);
  let end: StatusEnd = { state: 'failed', description: 'cooper itself has failed' };
  try {
    const done = await act();
    end = done.end;
    return done.result;
  } finally {
    const fault = isOpen ? await set({ name, url, ...end }) : null;
    if (fault) onFault(fault);
  }
}

const REFUSALS: readonly GitLabFault['kind'][] = ['unauthorized', 'forbidden', 'missing'];

/** The name of a workspace's status, or of one of its images. @param folder of the workspace; '' is the top */
export function statusName(folder: string, image?: string): string {
  return ['cooperage', ...[folder, image ?? ''].filter((part) => part !== '')].join('/');
}

function passes({ kind, status }: GitLabFault): boolean {
  return ['unknown', 'unreachable', 'limited', 'conflict'].includes(kind) || status >= 500;
}

function cut(text: string): string {
  if (text.length <= LONGEST) return text;
  const start = text.slice(0, LONGEST - 1);
  return `${/[\ud800-\udbff]$/.test(start) ? start.slice(0, -1) : start}…`;
}

/** Null for what GitLab would refuse, and with it the whole status. */
function addressOf(url: string | null): string | null {
  return url !== null && url.length <= LONGEST && /^https?:\/\//u.test(url) && URL.canParse(url) ? url : null;
}
