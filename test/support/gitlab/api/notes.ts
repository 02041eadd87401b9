/** lib/api/notes.rb of GitLab. */
import type { Context } from '../http/context.js';
import { empty, forbidden, json, notFound, refuse, type Reply } from '../http/reply.js';
import { paged } from '../http/pages.js';
import type { Endpoints } from '../http/route.js';
import type { MergeRequest, Note, Position } from '../world.js';
import { requestOf } from './merge-requests.js';
import { shownNote } from './show.js';
import { withoutCommands } from './texts.js';

const LONGEST = 1_000_000;

export const notes: Endpoints = {
  'GET /projects/:id/merge_requests/:iid/notes': async (context) => {
    const request = await requestOf(context);
    const all = request.discussions
      .flatMap((discussion) => discussion.notes)
      .sort((one, other) => one.id - other.id);
    const order = context.text('sort') === 'asc' ? all : all.reverse();
    return paged(context, order, (note) => shownNote(context, request, note));
  },
  'POST /projects/:id/merge_requests/:iid/notes': async (context) => {
    const request = await requestOf(context);
    const note = made(context, request, null);
    if (note.body === '') return onlyCommands();
    request.discussions.push({ id: discussionId(note.id), individual: true, notes: [note] });
    return json(201, shownNote(context, request, note));
  },
  'PUT /projects/:id/merge_requests/:iid/notes/:note': async (context) => {
    const { request, note } = await noteOf(context);
    administers(context, note);
    const body = withoutCommands(context.world, `note ${note.id}`, checked(context));
    if (body === '') return onlyCommands();
    note.body = body;
    note.updated = context.world.now();
    return json(200, shownNote(context, request, note));
  },
  'DELETE /projects/:id/merge_requests/:iid/notes/:note': async (context) => {
    const { request, note } = await noteOf(context);
    administers(context, note);
    for (const [at, discussion] of [...request.discussions.entries()].reverse()) {
      discussion.notes.splice(0, Infinity, ...discussion.notes.filter((other) => other !== note));
      if (discussion.notes.length === 0) request.discussions.splice(at, 1);
    }
    return empty(204);
  },
};

/** A note of the caller that is not yet in a discussion. */
export function made(context: Context, request: MergeRequest, position: Position | null): Note {
  context.writes(10);
  const { world, caller } = context;
  const id = world.nextId();
  const now = world.now();
  request.updated = now;
  const body = withoutCommands(world, `note ${id}`, checked(context));
  return {
    id,
    author: caller,
    body,
    created: now,
    updated: now,
    system: false,
    position,
    resolved: false,
    resolvedBy: null,
  };
}

export function discussionId(note: number): string {
  return note.toString(16).padStart(40, 'd');
}

/** What is left of a note with nothing but quick actions. */
export function onlyCommands(): Reply {
  return json(202, { commands_changes: {}, summary: ['Commands applied'] });
}

async function noteOf(context: Context): Promise<{ request: MergeRequest; note: Note }> {
  const request = await requestOf(context);
  const note = request.discussions
    .flatMap((discussion) => discussion.notes)
    .find(({ id }) => String(id) === context.part('note'));
  if (!note) notFound();
  return { request, note };
}

/** Its author, or a maintainer; nobody a note of GitLab itself. */
function administers(context: Context, note: Note): void {
  context.writes(10);
  if (note.system || (note.author !== context.caller && (context.caller.level ?? 0) < 40)) forbidden();
}

function checked(context: Context): string {
  const body = context.text('body');
  if (body === undefined) refuse(400, 'body is missing');
  if (body.trim() === '') refuse(400, `400 Bad request - Note {:note=>["can't be blank"]}`);
  if (body.length > LONGEST)
    refuse(400, `400 Bad request - Note {:note=>["is too long (maximum is ${LONGEST} characters)"]}`);
  return body;
}
