/** The statuses of a review: of the workspace, and of its images. */
import { setTimeout as sleepFor } from 'node:timers/promises';
import type { GitLabApi } from '../../clients/gitlab/api.js';
import type { GitLabFault } from '../../clients/gitlab/types.js';
import { endsOfImages, type Review } from '../../review-change.js';
import { statusName, statusSetter, type SetStatus, type StatusEnd } from '../../review/status.js';
import type { Job } from './look.js';
import type { Target } from './target.js';

/** Statuses of more images than this would only be noise in GitLab. */
const MOST_IMAGES = 50;

export type EndedStatus = StatusEnd & { readonly name: string };

/** @param cut ends the waiting between two attempts */
export function setterOf(
  gitlab: GitLabApi,
  { commit, mergeRequest }: Target,
  { here, clone }: Job,
  cut: AbortSignal,
): SetStatus {
  const source = mergeRequest?.sourceProject ?? null;
  const ref = mergeRequest?.sourceBranch ?? here.branch ?? clone.branch;
  return statusSetter(
    gitlab,
    {
      commit,
      projects: source === null ? [undefined] : [source, undefined],
      // Without a branch it joins the pipeline that this job is of; a branch would make another one beside it.
      ...(here.isPipeline || ref === null ? {} : { ref }),
    },
    { sleep: (milliseconds) => sleepFor(milliseconds, undefined, { signal: cut }).catch(() => {}) },
  );
}

/** The same, and what has ended is added to a list. */
export function noting(set: SetStatus, ended: EndedStatus[]): SetStatus {
  return async (status) => {
    const fault = await set(status);
    const { name, state, description } = status;
    if (fault === null && (state === 'success' || state === 'failed' || state === 'canceled'))
      ended.push({ name, state, description });
    return fault;
  };
}

/** They are only known when all is done, so none of them is ever left running. */
export async function setImages(
  set: SetStatus,
  review: Review,
  folder: string,
  url: string | null,
  stop: AbortSignal,
): Promise<GitLabFault[]> {
  for (const [dir, end] of [...endsOfImages(review)].slice(0, MOST_IMAGES)) {
    if (stop.aborted) return [];
    const fault = await set({ name: statusName(folder, dir), url, ...end });
    if (fault) return [fault];
  }
  return [];
}
