/** lib/api/merge_requests.rb of GitLab. */
import { diffOf } from '../git/diff.js';
import type { Context } from '../http/context.js';
import { paged } from '../http/pages.js';
import { json, notFound, refuse } from '../http/reply.js';
import type { Endpoints } from '../http/route.js';
import type { MergeRequest, User } from '../world.js';
import { limitedDiffs } from './diffs.js';
import { merge } from './merge.js';
import { newRequest, openRequest } from './new-request.js';
import { refreshed } from './refresh.js';
import { shownMergeRequest } from './show.js';
import { withoutCommands } from './texts.js';

const SIZES = { title: 255, description: 1_048_576 } as const;

export const mergeRequests: Endpoints = {
  'GET /projects/:id/merge_requests': async (context) => {
    const { world } = context;
    await Promise.all(world.mergeRequests.map((request) => refreshed(world, request)));
    const [state, source, target] = ['state', 'source_branch', 'target_branch'].map((name) =>
      context.text(name),
    );
    const found = world.mergeRequests.filter(
      (request) =>
        (state === undefined || state === 'all' || request.state === state) &&
        (source === undefined || request.source === source) &&
        (target === undefined || request.target === target),
    );
    const order = context.text('sort') === 'asc' ? found : found.reverse();
    return paged(context, order, (request) => shownMergeRequest(context, request));
  },
  'POST /projects/:id/merge_requests': async (context) => {
    context.writes(30);
    const [source, target] = [context.required('source_branch'), context.required('target_branch')];
    const title = context.required('title');
    checkSizes(context);
    if (source === target) refuse(422, ["You can't use same project/branch for source and target"]);
    notTwice(context, source, target);
    const request = newRequest(context.world, context.caller, source, target, title);
    await refreshed(context.world, request);
    context.world.mergeRequests.push(request);
    change(context, request);
    return json(201, shownMergeRequest(context, request));
  },
  'GET /projects/:id/merge_requests/:iid': async (context) => {
    const request = await requestOf(context);
    const shown = shownMergeRequest(context, request);
    if (request.preparing > 0) request.preparing -= 1;
    return json(200, shown);
  },
  'PUT /projects/:id/merge_requests/:iid': async (context) => {
    const request = await requestOf(context);
    context.writes(30);
    checkSizes(context);
    const event = context.text('state_event');
    if (event === 'reopen' && request.state === 'closed') notTwice(context, request.source, request.target);
    change(context, request);
    if (event === 'close' && request.state === 'opened') request.state = 'closed';
    if (event === 'reopen' && request.state === 'closed') request.state = 'opened';
    return json(200, shownMergeRequest(context, await refreshed(context.world, request)));
  },
  'PUT /projects/:id/merge_requests/:iid/merge': async (context) => {
    const request = await requestOf(context);
    await merge(context, request);
    return json(200, shownMergeRequest(context, request));
  },
  'GET /projects/:id/merge_requests/:iid/versions': async (context) => {
    const request = await requestOf(context);
    return paged(context, [...request.versions].reverse(), (version) => ({
      id: version.id,
      head_commit_sha: version.head,
      base_commit_sha: version.base,
      start_commit_sha: version.start,
      created_at: version.created,
      merge_request_id: request.id,
      state: 'collected',
      real_size: '1',
    }));
  },
  'GET /projects/:id/merge_requests/:iid/versions/:version': async (context) => {
    const request = await requestOf(context);
    const version = request.versions.find(({ id }) => String(id) === context.part('version'));
    if (!version) notFound();
    const { diffs } = await differences(context, request, version.id);
    return json(200, {
      id: version.id,
      head_commit_sha: version.head,
      base_commit_sha: version.base,
      start_commit_sha: version.start,
      created_at: version.created,
      merge_request_id: request.id,
      state: 'collected',
      real_size: String(diffs.length),
      commits: [],
      diffs,
    });
  },
  'GET /projects/:id/merge_requests/:iid/diffs': async (context) => {
    const { diffs } = await differences(context, await requestOf(context));
    return paged(context, diffs, (file) => file);
  },
  'GET /projects/:id/merge_requests/:iid/changes': async (context) => {
    const request = await requestOf(context);
    const { diffs, overflow } = await differences(context, request);
    return json(200, { ...shownMergeRequest(context, request), changes: diffs, overflow });
  },
};

export async function requestOf(context: Context): Promise<MergeRequest> {
  const request = context.world.mergeRequests.find(({ iid }) => String(iid) === context.part('iid'));
  if (!request) notFound();
  return refreshed(context.world, request);
}

async function differences(
  { world }: Context,
  request: MergeRequest,
  id?: number,
): Promise<ReturnType<typeof limitedDiffs>> {
  const version =
    id === undefined ? request.versions.at(-1) : request.versions.find((candidate) => candidate.id === id);
  if (!version || request.preparing > 0) return { diffs: [], overflow: false };
  return limitedDiffs(await diffOf(world.repository, version.base, version.head), world.limits);
}

function notTwice({ world }: Context, source: string, target: string): void {
  const other = openRequest(world, source, target);
  if (other) refuse(409, [`Another open merge request already exists for this source branch: !${other.iid}`]);
}

function checkSizes(context: Context): void {
  for (const [name, size] of Object.entries(SIZES)) {
    if ((context.text(name) ?? '').length > size)
      refuse(400, { [name]: [`is too long (maximum is ${size} characters)`] });
  }
}

/** Takes over what is given. */
function change(context: Context, request: MergeRequest): void {
  const { world } = context;
  const [title, description, target] = ['title', 'description', 'target_branch'].map((name) =>
    context.text(name),
  );
  if (title === '') refuse(400, { title: ["can't be blank"] });
  if (title !== undefined) request.title = title;
  if (target !== undefined && request.state === 'opened') request.target = target;
  if (description !== undefined && description !== request.description)
    request.description = withoutCommands(world, `description of !${request.iid}`, description);
  const labels = list(context, 'labels');
  if (labels) request.labels = labels;
  const add = list(context, 'add_labels') ?? [];
  const remove = new Set(list(context, 'remove_labels') ?? []);
  request.labels = [...new Set([...request.labels, ...add])].filter((label) => !remove.has(label));
  request.reviewers = people(context, 'reviewer_ids') ?? request.reviewers;
  request.assignees = people(context, 'assignee_ids') ?? request.assignees;
  request.squash = context.flag('squash') ?? request.squash;
  request.removeSource = context.flag('remove_source_branch') ?? request.removeSource;
  request.updated = world.now();
}

/** Separated by commas, or an array. */
function list(context: Context, name: string): string[] | undefined {
  const value = context.body[name] ?? context.query.get(name) ?? undefined;
  if (value === undefined) return undefined;
  const parts = Array.isArray(value) ? value.map(String) : String(value).split(',');
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Whom it does not know is left out; without Premium only the first one stays. */
function people(context: Context, name: string): User[] | undefined {
  const ids = list(context, name);
  if (!ids) return undefined;
  return ids.flatMap((id) =>
    context.world.users.filter((user) => String(user.id) === id && user.level !== null),
  );
}
