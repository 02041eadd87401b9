/** Branches and commits, as their JSON tells of them. */

import { objectOf, stringOf, type Json } from '../http/json.js';
import { lines, plain } from '../http/plain.js';
import type { Branch, Commit, CommitAction } from './types.js';

export function branchOf(json: Json): Branch | null {
  const name = stringOf(json['name']);
  const commit = stringOf(objectOf(json['commit'])?.['id']);
  if (name === '' || commit === '') return null;
  return { name, commit, protected: json['protected'] === true, canPush: json['can_push'] === true };
}

/** Texts for people are cleaned of what a terminal would take for something else. */
export function commitOf(json: Json): Commit | null {
  const id = stringOf(json['id']);
  if (id === '') return null;
  const { parent_ids: parents } = json;
  return {
    id,
    parents: Array.isArray(parents) ? parents.filter((each) => typeof each === 'string') : [],
    title: plain(stringOf(json['title']), [], Infinity),
    message: lines(stringOf(json['message'])),
    authorName: plain(stringOf(json['author_name']), []),
    authorEmail: plain(stringOf(json['author_email']), []),
    authored: stringOf(json['authored_date']),
    committed: stringOf(json['committed_date']),
    url: plain(stringOf(json['web_url']), [], 2000),
  };
}

/**
 * The actions of a commit. What is created gets its mode by a further one: GitLab takes a mode only with `chmod`, and
 * `last_commit_id` only with `update`, `move` and `delete`.
 * Source: lib/api/commits.rb of https://gitlab.com/gitlab-org/gitlab
 */
export function commitActions(actions: readonly CommitAction[]): readonly Record<string, unknown>[] {
  return actions.flatMap(actionsOf);
}

function actionsOf(action: CommitAction): readonly Record<string, unknown>[] {
  const { path } = action;
  const named = { action: action.action, file_path: path };
  switch (action.action) {
    case 'create':
      return [
        { ...named, ...content(action.content) },
        ...(action.executable ? [{ action: 'chmod', file_path: path, execute_filemode: true }] : []),
      ];
    case 'update':
      return [{ ...named, ...content(action.content), ...seen(action) }];
    case 'delete':
      return [{ ...named, ...seen(action) }];
    case 'move':
      return [{ ...named, previous_path: action.previous, ...content(action.content), ...seen(action) }];
    case 'chmod':
      return [{ ...named, execute_filemode: action.executable, ...seen(action) }];
  }
}

function content(bytes: Uint8Array | null): Record<string, string> {
  return bytes === null ? {} : { content: Buffer.from(bytes).toString('base64'), encoding: 'base64' };
}

function seen({ lastCommit }: { readonly lastCommit?: string }): Record<string, string> {
  return lastCommit === undefined ? {} : { last_commit_id: lastCommit };
}
