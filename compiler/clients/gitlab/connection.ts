import { plain } from '../http/plain.js';
import type { Caller } from './caller.js';
import type { Question } from './refusal.js';
import type { Session } from './session.js';
import type { Answer } from './types.js';

/** What the calls of one project share. */
export interface Connection {
  readonly session: Session;
  readonly caller: Caller;
  /** `group/project`, or an id: the package encodes it. */
  readonly project: string;
}

/** @param thing as a subject */
export function about(thing: string): Question {
  return { thing, changes: false };
}

/** @param branch that is changed, where it is known */
export function change(thing: string, branch?: string): Question {
  return { thing, changes: true, ...(branch === undefined ? {} : { branch }) };
}

/** A name in a sentence. */
export function quoted(name: string): string {
  return `"${plain(name, [], 200)}"`;
}

export function emptied(answer: Answer<unknown>): Answer<null> {
  return 'fault' in answer ? answer : { value: null };
}
