/** The one merge request of a branch: opened where there is none, and kept up to date. */

import type { GitLabApi } from '../clients/gitlab/api.js';
import type { Answer, GitLabUser, MergeRequest, MergeRequestChange } from '../clients/gitlab/types.js';
import { pause, type Waits } from './arrived.js';
import { digestOf, describe, described } from './description.js';

export type MergeRequestApi = Pick<
  GitLabApi,
  'mergeRequests' | 'mergeRequest' | 'createMergeRequest' | 'updateMergeRequest'
>;

export interface WantedRequest {
  readonly source: string;
  readonly target: string;
  readonly title: string;
  /** Whether the command line says it: then it also replaces one that a person wrote. */
  readonly isTitleGiven: boolean;
  /** Markdown of ours. */
  readonly section: string;
  readonly labels: readonly string[];
  readonly reviewers: readonly GitLabUser[];
  readonly removeSourceBranch: boolean;
  /** Of the workspace in its repository: which may hold several. */
  readonly folder: string;
}

export interface KeptRequest {
  readonly request: MergeRequest;
  readonly how: 'opened' | 'updated' | 'unchanged';
  /** An earlier one of the same branches, that is not open any more; told when a new one is opened. */
  readonly earlier: MergeRequest | null;
}

export async function keepMergeRequest(
  gitlab: MergeRequestApi,
  wanted: WantedRequest,
  waits: Waits = {},
): Promise<Answer<KeptRequest>> {
  const open = await openOf(gitlab, wanted);
  if ('fault' in open) return open;
  if (open.value !== null) return update(gitlab, open.value, wanted);
  const earlier = await earlierOf(gitlab, wanted);
  if ('fault' in earlier) return earlier;
  return make(gitlab, wanted, earlier.value, waits);
}

/** The oldest one that is open. */
async function openOf(
  gitlab: MergeRequestApi,
  { source, target }: WantedRequest,
): Promise<Answer<MergeRequest | null>> {
  const answer = await gitlab.mergeRequests({ sourceBranch: source, targetBranch: target, state: 'opened' });
  if ('fault' in answer) return answer;
  return { value: [...answer.value].sort((a, b) => a.iid - b.iid)[0] ?? null };
}

/** The newest one that is closed or merged. */
async function earlierOf(
  gitlab: MergeRequestApi,
  { source, target }: WantedRequest,
): Promise<Answer<MergeRequest | null>> {
  const answer = await gitlab.mergeRequests({ sourceBranch: source, targetBranch: target, state: 'all' });
  if ('fault' in answer) return answer;
  const over = answer.value.filter(({ state }) => state !== 'opened');
  return { value: over.sort((a, b) => b.iid - a.iid)[0] ?? null };
}

/** Seconds before each look for one whose making brought no answer. */
const LOOKS = [0, 2, 5] as const;

async function make(
  gitlab: MergeRequestApi,
  wanted: WantedRequest,
  earlier: MergeRequest | null,
  { sleep = pause }: Waits,
): Promise<Answer<KeptRequest>> {
  const { source, target, title, isTitleGiven, labels, reviewers, removeSourceBranch } = wanted;
  const made = await gitlab.createMergeRequest(source, target, {
    title,
    description: describe('', { ...wanted, title: isTitleGiven ? null : title }),
    labels,
    ...(reviewers.length > 0 ? { reviewers: reviewers.map(({ id }) => id) } : {}),
    removeSourceBranch,
  });
  if ('value' in made) return { value: { request: made.value, how: 'opened', earlier } };
  const { kind } = made.fault;
  if (kind !== 'unknown' && kind !== 'conflict') return made;
  for (const seconds of kind === 'unknown' ? LOOKS : [0]) {
    if (seconds > 0) await sleep(seconds * 1000);
    const open = await openOf(gitlab, wanted);
    if ('value' in open && open.value !== null) {
      const kept = await update(gitlab, open.value, wanted);
      const isOurs = kind === 'unknown' && 'value' in kept && kept.value.how === 'unchanged';
      return isOurs ? { value: { ...kept.value, how: 'opened', earlier } } : kept;
    }
  }
  return made;
}

async function update(
  gitlab: MergeRequestApi,
  request: MergeRequest,
  wanted: WantedRequest,
): Promise<Answer<KeptRequest>> {
  const change = changeOf(request, wanted);
  if (change === null) return { value: { request, how: 'unchanged', earlier: null } };
  const updated = await gitlab.updateMergeRequest(request.iid, change);
  if ('value' in updated) return { value: { request: updated.value, how: 'updated', earlier: null } };
  if (updated.fault.kind !== 'unknown') return updated;
  const now = await gitlab.mergeRequest(request.iid);
  if ('value' in now && now.value !== null && changeOf(now.value, wanted) === null)
    return { value: { request: now.value, how: 'updated', earlier: null } };
  return updated;
}

/**
 * What is not as it should be; null for nothing. What people did stays: another title, labels, reviewers that they
 * added or took off, and all of the description that is not between our marks.
 */
function changeOf(request: MergeRequest, wanted: WantedRequest): MergeRequestChange | null {
  const before = described(request.description, wanted.folder);
  const isOurTitle = before !== null && before.title === digestOf(request.title);
  const title = wanted.isTitleGiven ? draftAs(request.title, wanted.title) : wanted.title;
  const labels = [...new Set([...request.labels, ...wanted.labels])];
  const present = new Set([...request.reviewers.map(({ id }) => id), ...(before?.reviewers ?? [])]);
  const asked = wanted.reviewers.filter(({ id }) => !present.has(id));
  const isTitleChanged = title !== request.title && (wanted.isTitleGiven || isOurTitle);
  const description = describe(request.description, {
    ...wanted,
    title: !wanted.isTitleGiven && (isTitleChanged || title === request.title) ? title : null,
    reviewers: [...(before?.reviewers ?? []).map((id) => ({ id })), ...wanted.reviewers],
  });
  const change: MergeRequestChange = {
    ...(isTitleChanged ? { title } : {}),
    ...(labels.length > request.labels.length ? { labels } : {}),
    ...(asked.length > 0 ? { reviewers: [...request.reviewers, ...asked].map(({ id }) => id) } : {}),
    ...(sameText(description, request.description) ? {} : { description }),
  };
  return Object.keys(change).length > 0 ? change : null;
}

/** Whoever has marked it as a draft does not want that undone. */
function draftAs(was: string, title: string): string {
  const draft = /^\s*(?:draft:|\[draft\]|\(draft\))/iu;
  return draft.test(was) && !draft.test(title) ? `Draft: ${title}` : title;
}

/** GitLab trims, and may write line ends in its own way. */
function sameText(one: string, other: string): boolean {
  const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();
  return plain(one) === plain(other);
}
