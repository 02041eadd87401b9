/** One note of a merge request that is kept up to date. */
import type { GitLabApi } from '../clients/gitlab/api.js';
import type { Answer, GitLabFault, Note } from '../clients/gitlab/types.js';
import { begins, sameText } from './markers.js';

/** The part of GitLab that this needs. */
export type NotesApi = Pick<GitLabApi, 'facts' | 'notes' | 'createNote' | 'updateNote' | 'deleteNote'>;

export type Kept = 'made' | 'updated' | 'unchanged';

/**
 * Makes the note that begins with a marker, or changes it where its text differs. It is found by the marker and by
 * its author, the token's own account: what others wrote stays as it is. Where two runs at once have made two, the
 * older is kept.
 * @param marker an HTML comment; see markers.ts
 */
export async function keepNote(
  gitlab: NotesApi,
  iid: number,
  body: string,
  marker: string,
): Promise<Answer<Kept>> {
  const facts = await gitlab.facts();
  if ('fault' in facts) return facts;
  const me = facts.value.user.id;
  const text = `${marker}\n\n${body.trim()}`;
  const standing = await ours(gitlab, iid, me, marker);
  if ('fault' in standing) return standing;
  return standing.value.length > 0
    ? settle(gitlab, iid, standing.value, text)
    : make(gitlab, iid, text, () => ours(gitlab, iid, me, marker));
}

/** Ours, the oldest first. */
async function ours(
  gitlab: NotesApi,
  iid: number,
  me: number,
  marker: string,
): Promise<Answer<readonly Note[]>> {
  const notes = await gitlab.notes(iid);
  if ('fault' in notes) return notes;
  const value = notes.value
    .filter(({ system, author, body }) => !system && author.id === me && begins(body, marker))
    .sort((a, b) => a.id - b.id);
  return { value };
}

async function make(
  gitlab: NotesApi,
  iid: number,
  text: string,
  look: () => Promise<Answer<readonly Note[]>>,
): Promise<Answer<Kept>> {
  const made = await gitlab.createNote(iid, text);
  // Whether it has arrived is seen below.
  if ('fault' in made && made.fault.kind !== 'unknown') return made;
  const now = await look();
  if ('fault' in now) return 'fault' in made ? made : { value: 'made' };
  const [oldest] = now.value;
  if (oldest === undefined) return 'fault' in made ? made : { value: 'made' };
  const settled = await settle(gitlab, iid, now.value, text);
  return 'fault' in settled || ('value' in made && oldest.id !== made.value.id) ? settled : { value: 'made' };
}

/** Leaves one of several, with this text. */
async function settle(
  gitlab: NotesApi,
  iid: number,
  [oldest, ...doubles]: readonly Note[],
  text: string,
): Promise<Answer<Kept>> {
  for (const { id } of doubles) {
    const deleted = await gitlab.deleteNote(iid, id);
    if (isFault(deleted, 'missing')) return deleted;
  }
  if (oldest === undefined || sameText(oldest.body, text)) return { value: 'unchanged' };
  const updated = await gitlab.updateNote(iid, oldest.id, text);
  if (!('fault' in updated)) return { value: 'updated' };
  if (updated.fault.kind !== 'missing') return updated;
  // Somebody has deleted it since we looked.
  const anew = await gitlab.createNote(iid, text);
  return 'fault' in anew ? anew : { value: 'made' };
}

/** Whether something failed in another way than this one. */
function isFault(
  answer: Answer<unknown>,
  except: GitLabFault['kind'],
): answer is { readonly fault: GitLabFault } {
  return 'fault' in answer && answer.fault.kind !== except;
}
