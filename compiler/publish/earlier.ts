import type { GitLabApi } from '../clients/gitlab/api.js';
import type { Answer } from '../clients/gitlab/types.js';
import { hasMark } from './mark.js';
import type { Memory, Published } from './remembered.js';

/** Commits that others may have put upon ours since. */
const DEPTH = 20;

/**
 * What was published the last time. Where a run was killed before it knew whether its commit had arrived, the branch
 * tells.
 * @param tip the branch's newest commit
 */
export async function earlierOn(
  gitlab: Pick<GitLabApi, 'commits'>,
  { published, pending }: Memory,
  tip: string,
): Promise<Answer<Published | null>> {
  if (pending === null) return { value: published };
  const commits = await gitlab.commits(tip, DEPTH);
  if ('fault' in commits) return commits;
  const found = commits.value.find(({ message }) => hasMark(message, pending.mark));
  return { value: found ? { commit: found.id, base: pending.base } : published };
}
