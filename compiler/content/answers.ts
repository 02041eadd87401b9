import type { Answer, GitLabFault } from '../clients/gitlab/types.js';

/** What is not done, because of what was asked: GitLab has not been asked for it. */
export function refused(reason: string, advice = ''): { readonly fault: GitLabFault } {
  return { fault: { kind: 'refused', status: 0, reason, advice } };
}

/** There is no such thing. */
export function missing(reason: string, advice = ''): { readonly fault: GitLabFault } {
  return { fault: { kind: 'missing', status: 0, reason, advice } };
}

/** The answers' values in their order, or the first fault. */
export function allOf<T>(
  answers: readonly Answer<T>[],
): { readonly value: readonly T[] } | { readonly fault: GitLabFault } {
  const values: T[] = [];
  for (const answer of answers) {
    if ('fault' in answer) return answer;
    values.push(answer.value);
  }
  return { value: values };
}
