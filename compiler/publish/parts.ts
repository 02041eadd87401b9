/** A new branch that is more than one request takes: it grows under another name, and appears as a whole. */

import type { Answer, Commit, GitLabFault } from '../clients/gitlab/types.js';
import { sent, type Action } from './actions.js';
import { arrived, pause } from './arrived.js';
import { batchesOf, type Limits } from './batches.js';
import { hasMark, marked, markOf } from './mark.js';
import {
  bytesOf,
  tooLarge,
  type CommitApi,
  type Committed,
  type CommitOptions,
  type WantedCommit,
} from './wanted-commit.js';

/** No smaller parts are tried. */
const SMALLEST = 64 * 1024;

/** The same for the same content, so that the next run finds what a killed one has left. @param mark of the whole */
export function temporaryName(mark: string): string {
  return `cooperage-parts/${mark}`;
}

export async function inParts(
  gitlab: CommitApi,
  wanted: WantedCommit,
  start: string,
  limits: Limits,
  options: CommitOptions,
): Promise<Answer<Committed>> {
  const { folder, branch, actions } = wanted;
  const temporary = temporaryName(markOf(folder, branch, start, actions));
  const parts = batchesOf(actions, (action) => bytesOf(action, wanted), limits);
  const begun = await begunAt(gitlab, temporary, wanted, parts, start);
  if ('fault' in begun) return begun;
  const grown = await grow(gitlab, temporary, wanted, parts, begun.value, options);
  if ('fault' in grown) {
    const { fault, part } = grown;
    if (isPassing(fault)) return { fault };
    await gitlab.deleteBranch(temporary);
    const [action] = part;
    if (fault.kind === 'too-large' && part.length === 1 && action) return { fault: tooLarge(fault, action) };
    if (fault.kind !== 'too-large' || limits.bytes <= SMALLEST) return { fault };
    return inParts(gitlab, wanted, start, { ...limits, bytes: Math.ceil(limits.bytes / 2) }, options);
  }
  const made = await appear(gitlab, branch, grown.value, options);
  if ('fault' in made) {
    if (!isPassing(made.fault)) await gitlab.deleteBranch(temporary);
    return made;
  }
  const removed = await gitlab.deleteBranch(temporary);
  // Where it stays it does no harm, and says by its name what it is.
  const left = 'fault' in removed && removed.fault.kind !== 'missing' ? temporary : null;
  return { value: { tip: grown.value, commits: parts.length, left } };
}

/** Whether the next run can go on from what is there. */
function isPassing({ kind }: GitLabFault): boolean {
  return kind === 'unknown' || kind === 'unreachable' || kind === 'limited';
}

interface Begun {
  readonly tip: string;
  /** Parts that are there. */
  readonly done: number;
}

/** What an earlier run has left; what does not fit is removed. */
async function begunAt(
  gitlab: CommitApi,
  temporary: string,
  wanted: WantedCommit,
  parts: readonly (readonly Action[])[],
  start: string,
): Promise<Answer<Begun>> {
  const nothing = { value: { tip: start, done: 0 } };
  const standing = await gitlab.branch(temporary);
  if ('fault' in standing) return standing;
  if (standing.value === null) return nothing;
  const commits = await gitlab.commits(standing.value.commit, parts.length + 1);
  if ('fault' in commits) return commits;
  const done = commits.value.findIndex(({ id }) => id === start);
  const left = commits.value.slice(0, Math.max(done, 0)).reverse();
  const fits = left.every(({ message }, at) => hasMark(message, partMark(wanted, parts, at)));
  if (done > 0 && fits) return { value: { tip: standing.value.commit, done } };
  const removed = await gitlab.deleteBranch(temporary);
  return 'fault' in removed ? removed : nothing;
}

function partMark(wanted: WantedCommit, parts: readonly (readonly Action[])[], at: number): string {
  // The last one completes the whole, and has its mark.
  const actions = at === parts.length - 1 ? wanted.actions : (parts[at] ?? []);
  return markOf(wanted.folder, wanted.branch, wanted.start, actions);
}

/** @returns the commit that the last part made, or which part failed */
async function grow(
  gitlab: CommitApi,
  temporary: string,
  wanted: WantedCommit,
  parts: readonly (readonly Action[])[],
  begun: Begun,
  options: CommitOptions,
): Promise<{ value: string } | { fault: GitLabFault; part: readonly Action[] }> {
  const { onProgress = () => {} } = options;
  const total = wanted.actions.length;
  let [tip, sentActions] = [begun.tip, parts.slice(0, begun.done).flat().length];
  for (const [at, part] of parts.entries()) {
    if (at < begun.done) continue;
    onProgress(sentActions, total);
    const mark = partMark(wanted, parts, at);
    const made = await gitlab.createCommit({
      branch: temporary,
      start: at === 0 ? tip : null,
      message: marked(partMessage(wanted.message, at + 1, parts.length), mark),
      actions: part.flatMap((action) => sent(action, wanted.folder, wanted.content, undefined)),
    });
    const there: Answer<Commit> =
      'value' in made ? made : await arrived(gitlab, temporary, mark, made.fault, options);
    if ('fault' in there) return { ...there, part };
    if (there.value.parents[0] !== tip) return { fault: crossed(temporary), part };
    tip = there.value.id;
    sentActions += part.length;
  }
  onProgress(total, total);
  return { value: tip };
}

/** Of a part, in its title. */
function partMessage(message: string, part: number, parts: number): string {
  const [title = '', ...rest] = message.split('\n');
  return [`${title} (part ${part} of ${parts})`, ...rest].join('\n');
}

/** Makes the branch in one step. GitLab refuses where somebody has made it meanwhile. */
async function appear(
  gitlab: CommitApi,
  branch: string,
  tip: string,
  { sleep = pause }: CommitOptions,
): Promise<Answer<null>> {
  const made = await gitlab.createBranch(branch, tip);
  if ('value' in made) return { value: null };
  if (made.fault.kind !== 'unknown' && made.fault.kind !== 'conflict') return made;
  for (const seconds of made.fault.kind === 'unknown' ? [0, 2, 5] : [0]) {
    if (seconds > 0) await sleep(seconds * 1000);
    const standing = await gitlab.branch(branch);
    if ('value' in standing && standing.value?.commit === tip) return { value: null };
  }
  return made;
}

function crossed(temporary: string): GitLabFault {
  return {
    kind: 'conflict',
    status: 0,
    reason: `another run publishes the same at this moment, and both came into each other's way on ${JSON.stringify(temporary)}`,
    advice: 'Wait for the other, and run the same again.',
  };
}
