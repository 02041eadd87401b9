/** What our commits are known by when an answer was lost: a trailer of the message. */

import { createHash } from 'node:crypto';
import type { Action } from './actions.js';

const TRAILER = 'Cooperage-Publish';

/** 16 hexadecimal digits: the same for the same actions upon the same commit. */
export function markOf(
  folder: string,
  branch: string,
  start: string | null,
  actions: readonly Action[],
): string {
  return createHash('sha256')
    .update(JSON.stringify([folder, branch, start, actions]))
    .digest('hex')
    .slice(0, 16);
}

export function marked(message: string, mark: string): string {
  return `${message.trim()}\n\n${TRAILER}: ${mark}\n`;
}

/** Only as a line of its own, which a title cannot be. */
export function hasMark(message: string, mark: string): boolean {
  return message.split(/\r?\n/u).includes(`${TRAILER}: ${mark}`);
}
