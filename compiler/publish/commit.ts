/**
 * Brings actions to a branch, so that at every moment it is as before or as after.
 *
 *   a new branch      ─ fits into one request ─→ made with its commit, in one step
 *                     └ does not ─→ commits on a temporary branch ─→ the branch is made where that one ends
 *   one that is there ─→ one request, guarded by the commit that was looked at
 */

import type { Answer, Commit, GitLabFault } from '../clients/gitlab/types.js';
import { sent, type Action } from './actions.js';
import { arrived, type Waits } from './arrived.js';
import { batchesOf, LARGEST, LIMITS } from './batches.js';
import { marked, markOf } from './mark.js';
import { inParts } from './parts.js';
import {
  bytesOf,
  tooLarge,
  type CommitApi,
  type Committed,
  type CommitOptions,
  type WantedCommit,
} from './wanted-commit.js';

export async function commitActions(
  gitlab: CommitApi,
  wanted: WantedCommit,
  options: CommitOptions = {},
): Promise<Answer<Committed>> {
  const { limits = LIMITS, largest = LARGEST, onProgress = () => {} } = options;
  const { actions, tip, start } = wanted;
  const isNew = tip === null && start !== null;
  const sizeOf = (action: Action): number => bytesOf(action, wanted);
  if (batchesOf(actions, sizeOf, isNew ? limits : largest).length > 1)
    return isNew ? inParts(gitlab, wanted, start, limits, options) : { fault: tooMuch(wanted) };
  onProgress(0, actions.length);
  const answer = await once(gitlab, wanted, options);
  if ('value' in answer) {
    onProgress(actions.length, actions.length);
    return { value: { tip: answer.value.id, commits: 1, left: null } };
  }
  // What stands before GitLab may take less than GitLab itself.
  const [action] = actions;
  if (answer.fault.kind !== 'too-large' || action === undefined) return answer;
  if (actions.length === 1) return { fault: tooLarge(answer.fault, action) };
  if (!isNew) return { fault: { ...answer.fault, advice: tooMuch(wanted).advice } };
  const half = Math.ceil(actions.reduce((sum, each) => sum + sizeOf(each), 0) / 2);
  return inParts(gitlab, wanted, start, { ...limits, bytes: half }, options);
}

async function once(
  gitlab: CommitApi,
  { branch, tip, start, message, actions, folder, content }: WantedCommit,
  waits: Waits,
): Promise<Answer<Commit>> {
  const mark = markOf(folder, branch, tip ?? start, actions);
  // GitLab compares the newest commit that changed a path, as seen from this one and as it is now.
  const made = await gitlab.createCommit({
    branch,
    start: tip === null ? start : null,
    message: marked(message, mark),
    actions: actions.flatMap((action) => sent(action, folder, content, tip ?? undefined)),
  });
  return 'value' in made ? made : arrived(gitlab, branch, mark, made.fault, waits);
}

function tooMuch({ branch, tip, actions }: WantedCommit): GitLabFault {
  const what = tip === null ? 'the first commit of a repository' : `a commit to a branch that is there`;
  return {
    kind: 'too-large',
    status: 0,
    reason: `the commit to ${JSON.stringify(branch)}, with ${actions.length} changes, is more than one request takes, and ${what} cannot be made of several`,
    advice:
      tip === null
        ? 'Push it with --git.'
        : 'Push it with --git, or name a branch that is not there yet with --branch.',
  };
}
