import type { GitLabApi } from '../api.js';
import { jsonWith, nothing } from '../caller.js';
import { about, change, emptied, type Connection } from '../connection.js';
import { discussionOf, noteOf, positionBody } from '../note-json.js';
import { part } from '../resources.js';

type Calls = Pick<
  GitLabApi,
  | 'notes'
  | 'createNote'
  | 'updateNote'
  | 'deleteNote'
  | 'discussions'
  | 'createDiscussion'
  | 'resolveDiscussion'
>;

export function noteCalls({ caller, project }: Connection): Calls {
  return {
    notes: (iid) =>
      caller.list(
        about(`the notes of !${iid}`),
        ({ notes }, page) => notes.all(project, iid, { ...page, sort: 'asc', orderBy: 'created_at' }),
        noteOf,
      ),
    createNote: (iid, body) =>
      caller.change(
        change(`the note of !${iid}`),
        ({ notes }) => notes.create(project, iid, body.toWellFormed()),
        jsonWith(noteOf),
      ),
    updateNote: (iid, id, body) =>
      caller.change(
        change(`the note ${id} of !${iid}`),
        ({ notes }) => notes.edit(project, iid, id, { body: body.toWellFormed() }),
        jsonWith(noteOf),
      ),
    deleteNote: async (iid, id) =>
      emptied(
        await caller.change(
          change(`the note ${id} of !${iid}`),
          ({ notes }) => notes.remove(project, iid, id),
          nothing,
        ),
      ),
    discussions: (iid) =>
      caller.list(
        about(`the discussions of !${iid}`),
        ({ discussions }, page) => discussions.all(project, iid, page),
        discussionOf,
      ),
    createDiscussion: (iid, body, position) =>
      caller.change(
        change(`the comment on a line of !${iid}`),
        (gitlab) =>
          gitlab.raw(
            'POST',
            `projects/${part(project)}/merge_requests/${iid}/discussions`,
            {},
            { body: body.toWellFormed(), position: positionBody(position) },
          ),
        jsonWith(discussionOf),
      ),
    resolveDiscussion: async (iid, id, resolved) =>
      emptied(
        await caller.change(
          change(`the discussion ${id.slice(0, 12)} of !${iid}`),
          ({ discussions }) => discussions.resolve(project, iid, id, resolved),
          nothing,
        ),
      ),
  };
}
