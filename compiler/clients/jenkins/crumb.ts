import type { Crumb } from 'jenkins';
import { jsonIn, stringOf } from '../http/json.js';
import { isBroken, type Outcome } from '../http/outcome.js';

/**
 * The crumb, with the cookie of the session that it belongs to. null: the answer is a fault.
 */
export function crumbIn(outcome: Outcome): Crumb | null {
  if (isBroken(outcome)) return null;
  const { status, headers } = outcome;
  // No crumb issuer is configured.
  if (status === 404 && headers['x-jenkins'] !== undefined) return {};
  const body = jsonIn(outcome);
  const [headerName, headerValue] = [stringOf(body?.['crumbRequestField']), stringOf(body?.['crumb'])];
  if (status !== 200 || !/^[\w-]+$/u.test(headerName) || !/^[!-~]+$/u.test(headerValue)) return null;
  const cookies = (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0] ?? '');
  return { headerName, headerValue, ...(cookies.length > 0 ? { cookies: [cookies.join('; ')] } : {}) };
}

/** Jenkins refuses a request for want of a crumb before it looks at it. */
export function wantsCrumb(outcome: Outcome): boolean {
  return !isBroken(outcome) && outcome.status === 403 && textOf(outcome.body).includes('No valid crumb');
}

function textOf(body: Uint8Array): string {
  return new TextDecoder().decode(body.subarray(0, 64 * 1024));
}

/** The crumb and the values of its cookies; a short one is no secret, and would be found in every text. */
export function secretsOf({ headerValue = '', cookies = [] }: Crumb): readonly string[] {
  const values = cookies.flatMap((cookie) => cookie.split('; ')).map((pair) => pair.replace(/^[^=]*=/u, ''));
  return [headerValue, ...values.filter(({ length }) => length >= 8)];
}
