/** Things as the API shows them: lib/api/entities/ of GitLab. */
import type { CommitInfo } from '../git/repository.js';
import type { Context } from '../http/context.js';
import type { Discussion, MergeRequest, Note, User } from '../world.js';

export function shownUser({ url }: Context, user: User): Record<string, unknown> {
  return {
    id: user.id,
    username: user.username,
    name: user.name,
    state: 'active',
    locked: false,
    avatar_url: null,
    web_url: `${url}/${user.username}`,
  };
}

export function shownCommit({ url, world }: Context, commit: CommitInfo): Record<string, unknown> {
  return {
    id: commit.id,
    short_id: commit.id.slice(0, 8),
    created_at: commit.committed,
    parent_ids: commit.parents,
    title: commit.message.split('\n')[0],
    message: commit.message,
    author_name: commit.authorName,
    author_email: commit.authorEmail,
    authored_date: commit.authored,
    committer_name: commit.committerName,
    committer_email: commit.committerEmail,
    committed_date: commit.committed,
    trailers: {},
    extended_trailers: {},
    web_url: `${url}/${world.projectPath}/-/commit/${commit.id}`,
  };
}

export function shownMergeRequest(context: Context, request: MergeRequest): Record<string, unknown> {
  const { url, world } = context;
  const version = request.versions.at(-1);
  const refs = version && { base_sha: version.base, head_sha: version.head, start_sha: version.start };
  return {
    id: request.id,
    iid: request.iid,
    project_id: world.projectId,
    source_project_id: world.projectId,
    target_project_id: world.projectId,
    title: request.title,
    description: request.description,
    state: request.state,
    draft: isDraft(request.title),
    work_in_progress: isDraft(request.title),
    created_at: request.created,
    updated_at: request.updated,
    source_branch: request.source,
    target_branch: request.target,
    author: shownUser(context, request.author),
    assignees: request.assignees.map((user) => shownUser(context, user)),
    assignee: request.assignees[0] ? shownUser(context, request.assignees[0]) : null,
    reviewers: request.reviewers.map((user) => shownUser(context, user)),
    labels: [...request.labels].sort(),
    sha: version?.head ?? null,
    diff_refs: request.preparing > 0 ? null : (refs ?? null),
    merge_commit_sha: request.mergeCommit,
    squash_commit_sha: request.squashCommit,
    merge_status: request.preparing > 0 ? 'checking' : 'can_be_merged',
    squash: request.squash,
    should_remove_source_branch: null,
    force_remove_source_branch: request.removeSource,
    user_notes_count: request.discussions.flatMap(({ notes }) => notes).filter(({ system }) => !system)
      .length,
    references: {
      short: `!${request.iid}`,
      relative: `!${request.iid}`,
      full: `${world.projectPath}!${request.iid}`,
    },
    web_url: `${url}/${world.projectPath}/-/merge_requests/${request.iid}`,
  };
}

export function isDraft(title: string): boolean {
  return /^\s*(draft:|\[draft\]|\(draft\))/i.test(title);
}

export function shownNote(context: Context, request: MergeRequest, note: Note): Record<string, unknown> {
  const resolvable = note.position !== null;
  return {
    id: note.id,
    type: note.position ? 'DiffNote' : null,
    body: note.body,
    author: shownUser(context, note.author),
    created_at: note.created,
    updated_at: note.updated,
    system: note.system,
    noteable_id: request.id,
    noteable_type: 'MergeRequest',
    project_id: context.world.projectId,
    noteable_iid: request.iid,
    resolvable,
    confidential: false,
    internal: false,
    ...(note.position && { position: note.position }),
    ...(resolvable && {
      resolved: note.resolved,
      resolved_by: note.resolvedBy && shownUser(context, note.resolvedBy),
    }),
  };
}

export function shownDiscussion(
  context: Context,
  request: MergeRequest,
  discussion: Discussion,
): Record<string, unknown> {
  return {
    id: discussion.id,
    individual_note: discussion.individual,
    notes: discussion.notes.map((note) => shownNote(context, request, note)),
  };
}
