import { setTimeout } from 'node:timers/promises';
import type { GitLabApi } from '../clients/gitlab/api.js';
import type { Answer, Commit, GitLabFault } from '../clients/gitlab/types.js';
import { hasMark } from './mark.js';

export interface Waits {
  /** Milliseconds; the tests have one that doesn't. */
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

export const pause = (milliseconds: number): Promise<unknown> => setTimeout(milliseconds);

/** Seconds before each look: what GitLab has begun may take it a while, also when its answer is lost. */
const LOOKS = [0, 2, 5, 10] as const;

/** Commits that others may have put upon ours meanwhile. */
const DEPTH = 20;

/**
 * After a commit that brought no answer, or that GitLab refused because things are not as they were: looks whether it
 * is there, made by this request or by another run of the same.
 * @returns that commit, or the fault as it was
 */
export async function arrived(
  gitlab: Pick<GitLabApi, 'branch' | 'commits'>,
  branch: string,
  mark: string,
  fault: GitLabFault,
  { sleep = pause }: Waits,
): Promise<Answer<Commit>> {
  if (fault.kind !== 'unknown' && fault.kind !== 'conflict') return { fault };
  for (const seconds of fault.kind === 'unknown' ? LOOKS : [0]) {
    if (seconds > 0) await sleep(seconds * 1000);
    const standing = await gitlab.branch(branch);
    if ('fault' in standing) continue;
    if (standing.value === null) continue;
    const commits = await gitlab.commits(standing.value.commit, DEPTH);
    const found = 'value' in commits && commits.value.find(({ message }) => hasMark(message, mark));
    if (found) return { value: found };
  }
  if (fault.kind === 'conflict') return { fault };
  return {
    fault: {
      ...fault,
      advice:
        'It did not arrive, as far as can be seen. Run the same again: what is there is not made twice.',
    },
  };
}
