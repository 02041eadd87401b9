/** Names that stand in addresses. All other letters are encoded, but dots alone would be taken for steps. */

import type { GitLabFault } from './types.js';

/** Whether it can be the path of a file in a repository: no step upwards, no empty part. */
export function isPath(path: string): boolean {
  return (
    path.isWellFormed() && !path.includes('\0') && path.split('/').every((part) => !/^\.{0,2}$/u.test(part))
  );
}

/** Whether it can name a branch or a commit. What else git does not take, GitLab says itself. */
export function isRef(ref: string): boolean {
  return ref.isWellFormed() && isPath(ref) && !/\.\.|[\0-\x1f\x7f]/u.test(ref);
}

/** @param thing as a subject */
export function badName(thing: string): GitLabFault {
  return {
    kind: 'refused',
    status: 0,
    reason: `${thing} is no name that git takes`,
    advice: 'It may hold no "..", and no empty part between slashes.',
  };
}
