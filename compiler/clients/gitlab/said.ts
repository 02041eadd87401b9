/** What GitLab says of an error: JSON with `message` (a text, a list, or lists by field) or `error`. */

import { objectOf, stringOf } from '../http/json.js';
import type { Reply } from '../http/outcome.js';
import { plain } from '../http/plain.js';

export interface Said {
  /** '' where it says nothing. */
  readonly text: string;
  /** OAuth's word for it, such as `insufficient_scope`; '' without one. */
  readonly error: string;
  /** The rights that a token would need. */
  readonly scope: string;
}

/** @param secrets that may not stand in it, whatever a server echoes */
export function saidIn(reply: Reply, secrets: readonly string[]): Said {
  const json = jsonOf(reply);
  if (json === null) return ofHeader(reply, secrets);
  const error = stringOf(json['error']);
  const described = stringOf(json['error_description']);
  const said = described === '' ? sentence(json['message'] ?? json['error']) : described;
  const scope = sentence(json['scope']);
  // "403 Forbidden - You are not allowed …": the status is told otherwise.
  const text = said.replace(/^\d{3} (?:Bad request|Forbidden|Conflict) - /iu, '');
  return { text: plain(text, secrets), error: plain(error, secrets), scope: plain(scope, secrets) };
}

/** The answer to HEAD has no body. Source: RFC 6750, section 3 */
function ofHeader({ headers, body }: Reply, secrets: readonly string[]): Said {
  const stated = headers['www-authenticate'] ?? '';
  const error = /error="([^"]*)"/u.exec(stated)?.[1] ?? '';
  const described = /error_description="([^"]*)"/u.exec(stated)?.[1] ?? '';
  const type = headers['content-type'] ?? '';
  // Where a limit of Rack answers, it does so in plain words.
  const text = type.startsWith('text/plain') ? new TextDecoder().decode(body.subarray(0, 4096)) : described;
  return { text: plain(text, secrets), error: plain(error, secrets), scope: '' };
}

function jsonOf({ headers, body }: Reply): Readonly<Record<string, unknown>> | null {
  if (!/^application\/(?:[\w.-]+\+)?json/u.test(headers['content-type'] ?? '')) return null;
  try {
    return objectOf(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    return null;
  }
}

/** `{"title": ["can't be blank"]}` is `title can't be blank`. */
function sentence(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(sentence).filter(Boolean).join('; ');
  const fields = objectOf(value);
  if (fields === null) return '';
  return Object.entries(fields)
    .map(([field, each]) => (/^(?:base|error)$/u.test(field) ? sentence(each) : `${field} ${sentence(each)}`))
    .join('; ');
}
