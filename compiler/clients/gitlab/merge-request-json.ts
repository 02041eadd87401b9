/** Merge requests and what differs, as their JSON tells of it. */

import { listOf, numberOf, objectOf, stringOf, type Json } from '../http/json.js';
import { plain } from '../http/plain.js';
import { commitOf } from './commit-json.js';
import type {
  Comparison,
  DiffRefs,
  FileDiff,
  GitLabUser,
  MergeRequest,
  MergeRequestChange,
} from './types.js';

export function userOf(json: Json | null): GitLabUser | null {
  const id = numberOf(json?.['id']);
  const username = plain(stringOf(json?.['username']), []);
  return id === 0 || username === '' ? null : { id, username, name: plain(stringOf(json?.['name']), []) };
}

/** An author whose account is gone. */
export const NOBODY: GitLabUser = { id: 0, username: 'ghost', name: 'Ghost User' };

const STATES: readonly MergeRequest['state'][] = ['opened', 'closed', 'merged', 'locked'];

export function mergeRequestOf(json: Json): MergeRequest | null {
  const iid = numberOf(json['iid']);
  const state = STATES.find((each) => each === json['state']);
  if (iid === 0 || state === undefined) return null;
  const { labels } = json;
  return {
    iid,
    url: plain(stringOf(json['web_url']), [], 2000),
    title: stringOf(json['title']),
    description: stringOf(json['description']),
    state,
    sourceBranch: stringOf(json['source_branch']),
    targetBranch: stringOf(json['target_branch']),
    labels: Array.isArray(labels) ? labels.filter((each) => typeof each === 'string') : [],
    reviewers: listOf(json['reviewers']).flatMap((each) => userOf(each) ?? []),
    author: userOf(objectOf(json['author'])) ?? NOBODY,
    head: stringOf(json['sha']),
    sourceProject: numberOf(json['source_project_id']) || null,
    diffRefs: refsOf(objectOf(json['diff_refs'])),
  };
}

/** Whether it comes from a fork, whose branches are others, even of the same name. */
export function isOfFork(json: Json): boolean {
  const { source_project_id: source, target_project_id: target } = json;
  return typeof target === 'number' && source !== target;
}

export function refsOf(json: Json | null): DiffRefs | null {
  const [base, start, head] = ['base_sha', 'start_sha', 'head_sha'].map((key) => stringOf(json?.[key]));
  return base && start && head ? { base, start, head } : null;
}

/** As the package takes it. */
export function changeBody(change: MergeRequestChange): Record<string, unknown> {
  const { title, description, labels, reviewers, squash, removeSourceBranch, state } = change;
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(labels === undefined ? {} : { labels: labels.join(',') }),
    ...(reviewers === undefined ? {} : { reviewerIds: reviewers }),
    ...(squash === undefined ? {} : { squash }),
    ...(removeSourceBranch === undefined ? {} : { removeSourceBranch }),
    ...(state === undefined ? {} : { stateEvent: state }),
  };
}

export function fileDiffOf(json: Json): FileDiff | null {
  const newPath = stringOf(json['new_path']);
  const oldPath = stringOf(json['old_path']);
  if (newPath === '' && oldPath === '') return null;
  return { oldPath, newPath, kind: kindOf(json), diff: stringOf(json['diff']) };
}

function kindOf(json: Json): FileDiff['kind'] {
  if (json['new_file'] === true) return 'added';
  if (json['deleted_file'] === true) return 'removed';
  return json['renamed_file'] === true ? 'renamed' : 'changed';
}

export function comparisonOf(json: Json): Comparison | null {
  if (!Array.isArray(json['commits']) || !Array.isArray(json['diffs'])) return null;
  return {
    commits: listOf(json['commits']).flatMap((each) => commitOf(each) ?? []),
    files: listOf(json['diffs']).flatMap((each) => fileDiffOf(each) ?? []),
    complete: json['compare_timeout'] !== true,
  };
}
