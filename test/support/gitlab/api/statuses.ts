/** Statuses of commits and their states: lib/api/commit_statuses.rb, app/models/commit_status.rb of GitLab. */
import type { Context } from '../http/context.js';
import { badParameter, json, notFound, refuse } from '../http/reply.js';
import { paged } from '../http/pages.js';
import type { Endpoints } from '../http/route.js';
import type { Status } from '../world.js';
import { shownUser } from './show.js';

const LONGEST = 255;

/** Wanted state → the event of the state machine, and from where it is possible. */
const EVENTS: Readonly<Record<string, { readonly event: string; readonly from: readonly string[] }>> = {
  pending: { event: 'enqueue', from: ['created', 'manual', 'scheduled', 'skipped'] },
  running: { event: 'run', from: ['created', 'pending'] },
  success: { event: 'success', from: ['created', 'pending', 'running'] },
  failed: { event: 'drop', from: ['created', 'pending', 'running', 'manual', 'scheduled'] },
  canceled: { event: 'cancel', from: ['created', 'pending', 'running', 'manual', 'scheduled'] },
};

export const statuses: Endpoints = {
  'GET /projects/:id/repository/commits/:sha/statuses': async (context) => {
    const { world } = context;
    const commit = await world.repository.resolve(context.part('sha'));
    if (commit === null) notFound('Commit');
    const [ref, name] = [context.text('ref'), context.text('name')];
    const all = world.statuses.filter(
      (status) =>
        status.sha === commit &&
        (ref === undefined || status.ref === ref) &&
        (name === undefined || status.name === name),
    );
    const shown = context.flag('all') ? all : newest(all);
    return paged(context, shown, (status) => shownStatus(context, status));
  },
  'POST /projects/:id/statuses/:sha': async (context) => {
    context.writes(30);
    const { world } = context;
    const state = context.required('state');
    const step = EVENTS[state] ?? badParameter('state does not have a valid value');
    const commit = await world.repository.resolve(context.part('sha'));
    if (commit === null) notFound('Commit');
    const status = await statusOf(context, commit);
    if (!step.from.includes(status.state))
      refuse(
        400,
        `Cannot transition status via :${step.event} from :${status.state} (Reason(s): Status cannot transition via "${step.event}")`,
      );
    const url = context.text('target_url');
    if (url !== undefined && url !== '' && !/^https?:\/\//.test(url))
      refuse(400, { target_url: ['is blocked: Only allowed schemes are http, https'] });
    if ((context.text('description') ?? '').length > LONGEST)
      refuse(400, { description: [`is too long (maximum is ${LONGEST} characters)`] });
    status.state = state;
    status.description = context.text('description') ?? status.description;
    status.url = url ?? status.url;
    if (!world.statuses.includes(status)) world.statuses.push(status);
    return json(201, shownStatus(context, status));
  },
};

/** The one that is under way under this name, or a new one. */
async function statusOf(context: Context, commit: string): Promise<Status> {
  const { world, caller } = context;
  const name = context.text('name') ?? context.text('context') ?? 'default';
  if (name.length > LONGEST) refuse(400, { name: [`is too long (maximum is ${LONGEST} characters)`] });
  const ref = context.text('ref') ?? (await branchWith(context, commit)) ?? notFound('References for commit');
  const found = world.statuses.findLast(
    (status) =>
      status.sha === commit &&
      status.ref === ref &&
      status.name === name &&
      status.author === caller &&
      /^(pending|running)$/.test(status.state),
  );
  if (found) return found;
  return {
    id: world.nextId(),
    sha: commit,
    ref,
    name,
    author: caller,
    state: 'created',
    description: null,
    url: null,
    created: world.now(),
  };
}

async function branchWith({ world: { repository } }: Context, commit: string): Promise<string | null> {
  for (const name of await repository.branches()) {
    const tip = await repository.tip(name);
    if (tip !== null && (await repository.isAncestor(commit, tip))) return name;
  }
  return null;
}

function newest(all: readonly Status[]): Status[] {
  return all.filter(
    (status) =>
      !all.some((other) => other.name === status.name && other.ref === status.ref && other.id > status.id),
  );
}

function shownStatus(context: Context, status: Status): unknown {
  return {
    id: status.id,
    sha: status.sha,
    ref: status.ref,
    status: status.state,
    name: status.name,
    target_url: status.url,
    description: status.description,
    created_at: status.created,
    started_at: null,
    finished_at: null,
    allow_failure: false,
    coverage: null,
    author: shownUser(context, status.author),
  };
}
