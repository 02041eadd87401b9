import type { GitLabApi } from './api.js';
import { quoted } from './connection.js';
import type { Question } from './refusal.js';
import type { GitLabFault } from './types.js';

/**
 * Why a change may not be made: GitLab says the same of an archived project, of a protected branch and of a role that
 * is too low, so these are looked at.
 */
export function explainWith(
  { project: askProject }: Pick<GitLabApi, 'project'>,
  { branch: askBranch }: Pick<GitLabApi, 'branch'>,
  project: string,
): (fault: GitLabFault, question: Question) => Promise<GitLabFault> {
  return async (fault, { changes, branch }) => {
    if (fault.kind !== 'forbidden' || !changes || fault.reason.includes('scope')) return fault;
    const found = await askProject();
    if ('fault' in found) return fault;
    if (found.value.archived)
      return {
        ...fault,
        reason: `the project "${project}" is archived, and takes no changes`,
        advice: 'Have it unarchived, or name another project in GITLAB_PROJECT.',
      };
    const { accessLevel } = found.value;
    const at = branch === undefined ? null : await askBranch(branch);
    if (at !== null && 'value' in at && at.value?.protected === true && !at.value.canPush)
      return {
        ...fault,
        reason: `the branch ${quoted(at.value.name)} is protected, and the token's user may not push to it`,
        advice: 'Name another branch and open a merge request, or ask a maintainer for the right to push.',
      };
    if (accessLevel !== null && accessLevel < 30)
      return {
        ...fault,
        reason: `the token's user has only the role ${accessLevel < 20 ? 'Guest' : 'Reporter'} in "${project}"`,
        advice: 'Ask a maintainer of the project for the role Developer, or make a token that has it.',
      };
    return fault;
  };
}
