/**
 * Making a commit: lib/api/commits.rb, app/services/commits/create_service.rb, app/services/files/multi_service.rb of
 * GitLab, and operations of Gitaly's index (internal/gitaly/service/operations/commit_files.go).
 */
import { makeCommit } from '../git/edit.js';
import type { Context } from '../http/context.js';
import { forbidden, json, type Reply, refuse } from '../http/reply.js';
import { type Action, actionsOf } from './actions.js';
import { isBranchName } from './branches.js';
import { applied } from './index-of.js';
import { shownCommit } from './show.js';

export async function createCommit(context: Context): Promise<Reply> {
  const { world, caller } = context;
  const branch = context.required('branch');
  const message = context.required('commit_message');
  const actions = actionsOf(context.body['actions']);
  if (!world.mayPush(caller, branch)) forbidden('You are not allowed to push into this branch');
  const { tip, start, checked } = await startOf(context, branch);
  await notChanged(context, actions, checked);
  const edits = await applied(world.repository, start, actions);
  const person = {
    name: context.text('author_name') ?? caller.name,
    email: context.text('author_email') ?? `${caller.username}@example.com`,
  };
  const id = await makeCommit(world.repository, start === null ? [] : [start], edits, message, person);
  if (!(await world.repository.move(branch, id, tip)))
    refuse(400, `Could not update refs/heads/${branch}. Please refresh and try again.`);
  return json(201, {
    ...shownCommit(context, await world.repository.commit(id)),
    stats: { additions: 0, deletions: 0, total: 0 },
    status: null,
    project_id: world.projectId,
    last_pipeline: null,
  });
}

interface Start {
  /** Where the branch is now; null where it is not there. */
  readonly tip: string | null;
  /** What the commit is put upon; null in an empty repository. */
  readonly start: string | null;
  /** The commit whose files `last_commit_id` is compared with. */
  readonly checked: string | null;
}

async function startOf(context: Context, branch: string): Promise<Start> {
  const { repository, defaultBranch } = context.world;
  const [sha, given] = [context.text('start_sha'), context.text('start_branch')];
  if (sha !== undefined && given !== undefined) refuse(400, 'start_branch, start_sha are mutually exclusive');
  const tip = await repository.tip(branch);
  const isEmpty = (await repository.branches()).length === 0;
  if (sha !== undefined) {
    if (!/^[0-9a-f]{40}$/.test(sha)) refuse(400, `Invalid start_sha '${sha}'`);
    const start = await repository.resolve(sha);
    if (start === null) refuse(400, `Cannot find start_sha '${sha}'`);
    newBranch(context, branch, tip);
    // GitLab has no branch to compare with then, and Gitaly takes the default one.
    return { tip, start, checked: await repository.tip(defaultBranch) };
  }
  const start = await repository.tip(given ?? branch);
  if (start === null && !isEmpty) refuse(400, 'You can only create or edit files when you are on a branch');
  if (given !== undefined && given !== branch) newBranch(context, branch, tip);
  return { tip, start, checked: start };
}

function newBranch(context: Context, branch: string, tip: string | null): void {
  if (tip !== null && context.flag('force') !== true)
    refuse(400, `A branch called '${branch}' already exists. Switch to that branch in order to make changes`);
  if (!isBranchName(branch))
    refuse(400, `Something went wrong when we tried to create '${branch}' for you: Branch name is invalid`);
}

/**
 * It is asked whether the newest commits that changed the path differ, seen from the two commits. Where the path is in
 * none of both histories, nothing is compared.
 */
async function notChanged(context: Context, actions: readonly Action[], ref: string | null): Promise<void> {
  const { repository } = context.world;
  for (const [wanted, group] of byLastCommit(actions)) {
    const known = await repository.resolve(wanted);
    if (ref === null || known === null) continue;
    const changed = await repository.changedBetween(known, ref);
    for (const action of group) {
      const path = action.previous ?? action.path;
      if (changed !== null && !changed.has(path)) continue;
      const [there, then] = [
        await repository.lastCommit(ref, path),
        await repository.lastCommit(known, path),
      ];
      if (there !== null && then !== null && there !== then)
        refuse(400, `The file has changed since you started editing it: ${path}`);
    }
  }
}

function byLastCommit(actions: readonly Action[]): Map<string, Action[]> {
  const groups = new Map<string, Action[]>();
  for (const action of actions) {
    if (action.lastCommit === undefined || action.action === 'create') continue;
    groups.set(action.lastCommit, [...(groups.get(action.lastCommit) ?? []), action]);
  }
  return groups;
}
