/** Why a build was started. */
import { noted } from './log.js';

export type Cause =
  | { readonly kind: 'user'; readonly user: string; readonly name: string }
  | { readonly kind: 'upstream'; readonly job: string; readonly url: string; readonly number: number }
  | { readonly kind: 'timer' };

export function describe(cause: Cause): string {
  switch (cause.kind) {
    case 'user':
      return `Started by user ${cause.name}`;
    case 'upstream':
      return `Started by upstream project "${cause.job}" build number ${cause.number}`;
    case 'timer':
      return 'Started by timer';
  }
}

/** The lines that a log begins with. */
export function logLines(cause: Cause): string[] {
  if (cause.kind === 'user') return [`Started by user ${noted(cause.name)}`];
  if (cause.kind === 'upstream')
    return [
      `Started by upstream project "${noted(cause.job)}" build number ${noted(String(cause.number))}`,
      'originally caused by:',
      ' Started by user admin',
    ];
  return [describe(cause)];
}
