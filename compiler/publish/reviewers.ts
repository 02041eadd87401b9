/** Who is asked to look at a merge request. */

import type { GitLabApi } from '../clients/gitlab/api.js';
import type { Answer, GitLabUser } from '../clients/gitlab/types.js';
import type { WorkspaceSettings } from '../model/spec.js';
import { codeOwners } from './codeowners.js';

export interface Reviewers {
  readonly users: readonly GitLabUser[];
  /** Groups, roles, mail addresses, and names that GitLab does not know: nobody that can be asked. */
  readonly unasked: readonly string[];
}

export interface ReviewersWanted {
  readonly from: NonNullable<NonNullable<WorkspaceSettings['gitlab']>['reviewers']>;
  /** Text of CODEOWNERS; null without one. */
  readonly codeowners: string | null;
  /** Changed paths, from the repository's top. */
  readonly paths: readonly string[];
  /** `owners` of the changed images. */
  readonly owners: readonly string[];
}

/** A user's name, as GitLab has it. */
const USER = /^@?([A-Za-z0-9_.][A-Za-z0-9_.-]*)$/u;

/** Names in their order, each once. */
export function namesOf({ from, codeowners, paths, owners }: ReviewersWanted): string[] {
  const ownersOf = codeowners === null ? () => [] : codeOwners(codeowners);
  const byPath = from === 'codeowners' || from === 'both' ? paths.flatMap(ownersOf) : [];
  const byImage = from === 'owners' || from === 'both' ? owners : [];
  return [...new Set([...byPath, ...byImage])];
}

/**
 * The users behind the names, but for whose token it is: nobody reviews what they publish themselves.
 * @param me id of the token's user
 */
export async function reviewersOf(
  gitlab: Pick<GitLabApi, 'user'>,
  names: readonly string[],
  me: number,
): Promise<Answer<Reviewers>> {
  const users = new Map<number, GitLabUser>();
  const unasked: string[] = [];
  for (const name of names) {
    const [, username] = USER.exec(name) ?? [];
    const answer = username === undefined ? { value: null } : await gitlab.user(username);
    if ('fault' in answer) return answer;
    if (answer.value === null) unasked.push(name);
    else if (answer.value.id !== me) users.set(answer.value.id, answer.value);
  }
  return { value: { users: [...users.values()], unasked } };
}
