/** The merge request of a review, and the commit that was pushed to it. */
import type { GitLabApi } from '../../clients/gitlab/api.js';
import type { GitLabFault, MergeRequest } from '../../clients/gitlab/types.js';
import type { Git } from '../../host/git.js';
import type { Wrong } from '../wrong.js';
import { isMergeOf, type Clone } from './change.js';
import type { Surroundings } from './surroundings.js';

export interface Target {
  /** null where the branch has none that is open. */
  readonly mergeRequest: MergeRequest | null;
  /** The pushed commit that was looked at. */
  readonly commit: string;
  /** What is checked out is a merge of it. */
  readonly isMerge: boolean;
}

/**
 * @param wanted what the command line says
 * @param head the commit that is checked out
 */
export async function targetOf(
  gitlab: Pick<GitLabApi, 'mergeRequest' | 'mergeRequests'>,
  wanted: { readonly mergeRequest?: number; readonly sha?: string },
  here: Surroundings,
  { branch }: Clone,
  head: string,
  git: Git,
): Promise<Target | Wrong | { readonly fault: GitLabFault }> {
  const iid = wanted.mergeRequest ?? here.mergeRequest;
  const found =
    iid === null ? await openOne(gitlab, here, here.branch ?? branch, head) : await named(gitlab, iid);
  if ('fault' in found || 'problem' in found) return found;
  const mergeRequest = found.value;
  const stated = wanted.sha ?? here.sha;
  if (stated !== null) return { mergeRequest, commit: stated, isMerge: stated !== head };
  // Jenkins may have merged the target into what was pushed.
  const isMerge = mergeRequest !== null && isMergeOf(git, head, mergeRequest.head);
  return { mergeRequest, commit: isMerge ? mergeRequest.head : head, isMerge };
}

type Found = { readonly value: MergeRequest | null } | Wrong | { readonly fault: GitLabFault };

async function named(gitlab: Pick<GitLabApi, 'mergeRequest'>, iid: number): Promise<Found> {
  const found = await gitlab.mergeRequest(iid);
  if ('fault' in found || found.value !== null) return found;
  return {
    problem: `the project has no merge request !${iid}`,
    help: 'See GITLAB_PROJECT: it is the project that the change is to be merged into.',
  };
}

/** The open one of a branch; where several have its name, that of the commit. */
async function openOne(
  gitlab: Pick<GitLabApi, 'mergeRequests'>,
  { target }: Surroundings,
  branch: string | null,
  head: string,
): Promise<Found> {
  if (branch === null) return { value: null };
  const found = await gitlab.mergeRequests({
    sourceBranch: branch,
    ...(target === null ? {} : { targetBranch: target }),
    state: 'opened',
  });
  if ('fault' in found) return found;
  const same = found.value.filter((one) => one.head === head);
  const [first, ...others] = same.length > 0 ? same : found.value;
  if (first === undefined || others.length === 0) return { value: first ?? null };
  const numbers = [first, ...others].map(({ iid }) => `!${iid}`).join(', ');
  return {
    problem: `the branch has several open merge requests: ${numbers}`,
    help: 'Say which one: --merge-request NUMBER.',
  };
}
