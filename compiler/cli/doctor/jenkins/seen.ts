/** What an account gets to see of a controller, and how a check says that it does not. */
import { plain } from '../../../clients/http/plain.js';
import type { Answer, JenkinsFault } from '../../../clients/jenkins/types.js';
import type { NeededBy } from '../../../jenkins-needs.js';
import type { Check } from '../check.js';

export type Seen<T> = { readonly value: T } | { readonly unseen: true } | { readonly fault: JenkinsFault };

/** Where null stands for what the account may not see. */
export function seen<T>(answer: Answer<T | null>): Seen<T> {
  if ('fault' in answer) return answer.fault.kind === 'forbidden' ? { unseen: true } : answer;
  return answer.value === null ? { unseen: true } : { value: answer.value };
}

type Base = Pick<Check, 'name' | 'neededFor' | 'required' | 'images'>;

export const ok = (base: Base, found: string): Check => ({ ...base, state: 'ok', found, help: '' });

/** @param right as Jenkins calls it */
export const unseen = (base: Base, right: string, help: string): Check => ({
  ...base,
  state: 'unseen',
  found: `not seen: needs ${right}`,
  help,
});

/** Its texts are the client's own, cleaned already. */
export const failed = (base: Base, { reason, advice }: JenkinsFault): Check => ({
  ...base,
  state: 'failed',
  found: reason,
  help: advice,
});

/** The members of a check that tell who needs the thing. */
export function needed(use: string, images: NeededBy): Pick<Check, 'neededFor' | 'images'> {
  if (images === null) return { neededFor: use };
  return { neededFor: `${use}: ${few(images)}`, images };
}

/** `a, b, c and 4 more` */
export function few(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).map(shownName);
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const LONGEST_NAME = 100;

/** A name of the controller's or of a spec. */
export function shownName(name: string): string {
  return plain(name, [], LONGEST_NAME);
}
