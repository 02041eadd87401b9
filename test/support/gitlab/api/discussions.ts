/** lib/api/discussions.rb of GitLab, for merge requests. */
import type { Context } from '../http/context.js';
import { badParameter, forbidden, json, notFound, refuse } from '../http/reply.js';
import { paged } from '../http/pages.js';
import type { Endpoints } from '../http/route.js';
import type { Discussion, MergeRequest, Position } from '../world.js';
import { requestOf } from './merge-requests.js';
import { discussionId, made, onlyCommands } from './notes.js';
import { isInDiff } from './position.js';
import { shownDiscussion, shownNote } from './show.js';

export const discussions: Endpoints = {
  'GET /projects/:id/merge_requests/:iid/discussions': async (context) => {
    const request = await requestOf(context);
    return paged(context, request.discussions, (each) => shownDiscussion(context, request, each));
  },
  'GET /projects/:id/merge_requests/:iid/discussions/:discussion': async (context) => {
    const { request, discussion } = await discussionOf(context);
    return json(200, shownDiscussion(context, request, discussion));
  },
  'POST /projects/:id/merge_requests/:iid/discussions': async (context) => {
    const request = await requestOf(context);
    const position = positionOf(context.body['position']);
    if (position && !(await isInDiff(context.world.repository, position)))
      refuse(400, `400 Bad request - Note {:line_code=>["can't be blank", "must be a valid line code"]}`);
    const note = made(context, request, position);
    if (note.body === '') return onlyCommands();
    const discussion = { id: discussionId(note.id), individual: false, notes: [note] };
    request.discussions.push(discussion);
    return json(201, shownDiscussion(context, request, discussion));
  },
  'POST /projects/:id/merge_requests/:iid/discussions/:discussion/notes': async (context) => {
    const { request, discussion } = await discussionOf(context);
    const note = made(context, request, discussion.notes[0]?.position ?? null);
    if (note.body === '') return onlyCommands();
    discussion.notes.push(note);
    return json(201, shownNote(context, request, note));
  },
  'PUT /projects/:id/merge_requests/:iid/discussions/:discussion': async (context) => {
    const { request, discussion } = await discussionOf(context);
    const resolved = context.flag('resolved') ?? badParameter('resolved is missing');
    const resolvable = discussion.notes.some(({ position }) => position !== null);
    if (!resolvable || context.world.archived || (context.caller.level ?? 0) < 30) forbidden();
    for (const note of discussion.notes) {
      note.resolved = resolved;
      note.resolvedBy = resolved ? context.caller : null;
    }
    return json(200, shownDiscussion(context, request, discussion));
  },
};

async function discussionOf(context: Context): Promise<{ request: MergeRequest; discussion: Discussion }> {
  const request = await requestOf(context);
  const discussion = request.discussions.find(({ id }) => id === context.part('discussion'));
  return discussion ? { request, discussion } : notFound('Discussion');
}

function positionOf(given: unknown): Position | null {
  if (given === undefined || given === null) return null;
  if (typeof given !== 'object') badParameter('position is invalid');
  const fields = given as Record<string, unknown>;
  const required = (name: string): string =>
    typeof fields[name] === 'string' ? fields[name] : badParameter(`position[${name}] is missing`);
  const line = (name: string): number | null => {
    const value = fields[name];
    if (value === undefined || value === null || value === '') return null;
    return /^\d+$/.test(String(value)) ? Number(value) : badParameter(`position[${name}] is invalid`);
  };
  if (required('position_type') !== 'text')
    badParameter('position[position_type] does not have a valid value');
  const path = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  return {
    base_sha: required('base_sha'),
    start_sha: required('start_sha'),
    head_sha: required('head_sha'),
    old_path: path('old_path') || path('new_path'),
    new_path: path('new_path') || path('old_path'),
    position_type: 'text',
    old_line: line('old_line'),
    new_line: line('new_line'),
  };
}
