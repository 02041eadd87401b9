/** Which commit of the target ours began from. */

import type { Answer } from '../clients/gitlab/types.js';
import { commitOf } from '../host/git-revision.js';
import type { Git } from '../host/git.js';
import type { Remote } from './tree.js';

/**
 * What the clone and the target have in common. Commits that were never pushed are unknown to the server: then what
 * the clone last saw of it counts.
 * @param targetTip the newest commit of the target
 * @param target its name
 * @returns null where nothing is in common, or nobody can tell
 */
export async function beginningOf(
  remote: Remote,
  git: Git,
  targetTip: string,
  target: string,
): Promise<Answer<string | null>> {
  const words = ['HEAD', '@{upstream}', `refs/remotes/origin/${target}`, 'refs/remotes/origin/HEAD'];
  const candidates = new Set(words.flatMap((word) => commitOf(git, word) ?? []));
  for (const candidate of candidates) {
    const answer = await remote.mergeBase(candidate, targetTip);
    if ('fault' in answer || answer.value !== null) return answer;
  }
  return { value: null };
}
