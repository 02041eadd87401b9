/** Notes, discussions and statuses, as their JSON tells of them. */

import { listOf, numberOf, objectOf, stringOf, type Json } from '../http/json.js';
import { plain } from '../http/plain.js';
import { NOBODY, refsOf, userOf } from './merge-request-json.js';
import type { CommitStatus, DiffPosition, Discussion, Note, StatusState } from './types.js';

export function noteOf(json: Json): Note | null {
  const id = numberOf(json['id']);
  if (id === 0) return null;
  const author = userOf(objectOf(json['author'])) ?? NOBODY;
  return { id, body: stringOf(json['body']), author, system: json['system'] === true };
}

export function discussionOf(json: Json): Discussion | null {
  const id = stringOf(json['id']);
  if (id === '' || !Array.isArray(json['notes'])) return null;
  const notes = listOf(json['notes']).flatMap((each) => {
    const note = noteOf(each);
    if (note === null) return [];
    const [resolvable, resolved] = [each['resolvable'] === true, each['resolved'] === true];
    return [{ ...note, resolvable, resolved, position: positionOf(objectOf(each['position'])) }];
  });
  return { id, notes };
}

function positionOf(json: Json | null): DiffPosition | null {
  const refs = refsOf(json);
  if (json === null || refs === null) return null;
  return {
    refs,
    oldPath: stringOf(json['old_path']),
    newPath: stringOf(json['new_path']),
    oldLine: numberOf(json['old_line']) || null,
    newLine: numberOf(json['new_line']) || null,
  };
}

/** Not by the package, which writes it as a form, and takes that apart at `&` and `=`: a path may hold both. */
export function positionBody({
  refs,
  oldPath,
  newPath,
  oldLine,
  newLine,
}: DiffPosition): Record<string, unknown> {
  return {
    position_type: 'text',
    base_sha: refs.base,
    start_sha: refs.start,
    head_sha: refs.head,
    old_path: oldPath,
    new_path: newPath,
    ...(oldLine === null ? {} : { old_line: oldLine }),
    ...(newLine === null ? {} : { new_line: newLine }),
  };
}

const STATES: readonly StatusState[] = ['pending', 'running', 'success', 'failed', 'canceled'];

export function statusOf(json: Json): CommitStatus | null {
  const name = stringOf(json['name']);
  if (name === '') return null;
  return {
    name,
    state: stateOf(stringOf(json['status'])),
    description: stringOf(json['description']),
    url: plain(stringOf(json['target_url']), [], 2000) || null,
  };
}

/** A pipeline's jobs, which are listed too, have more of them. */
function stateOf(state: string): StatusState {
  if (state === 'skipped' || state === 'canceling') return 'canceled';
  return STATES.find((each) => each === state) ?? 'pending';
}

/**
 * What GitLab says where a status is in that state already.
 * Source: lib/api/commit_statuses.rb and app/models/commit_status.rb of https://gitlab.com/gitlab-org/gitlab
 */
export function isThere(said: string, state: StatusState): boolean {
  return new RegExp(`Cannot transition status via :?\\w+ from :?${state}\\b`, 'u').test(said);
}
