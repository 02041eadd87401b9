/** A request, taken apart. */
import type { IncomingMessage } from 'node:http';
import type { Account, Asked } from '../types.js';

export interface Ask {
  readonly method: string;
  /** Segments below the controller's path, decoded. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** Of query and, where it is a form, body. */
  readonly fields: URLSearchParams;
  readonly contentType: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Path and query, as they arrived. */
  readonly raw: string;
}

/** Who asks: an account (by token, or by password and so subject to crumbs), or nobody. */
export interface Caller {
  readonly account: Account | null;
  readonly by: 'token' | 'password' | 'nothing';
}

/** @returns null where the path lies outside of the controller's, or is broken */
export function askOf(asked: Asked, prefix: string): Ask | null {
  const url = new URL(asked.path, 'http://stand-in');
  if (url.pathname !== prefix && !url.pathname.startsWith(`${prefix}/`)) return null;
  const contentType = asked.headers['content-type'] as string | undefined;
  const fields = new URLSearchParams(url.searchParams);
  if (contentType?.startsWith('application/x-www-form-urlencoded'))
    for (const [name, value] of new URLSearchParams(asked.body)) fields.append(name, value);
  let path: string[];
  try {
    path = url.pathname
      .slice(prefix.length)
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
  } catch {
    return null;
  }
  const { method, headers, body } = asked;
  return {
    method,
    path,
    query: url.searchParams,
    fields,
    contentType,
    headers,
    body,
    raw: asked.path,
  };
}

export async function read(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { method = '', url: path = '', headers } = request;
  return { method, path, headers, body: Buffer.concat(parts).toString() };
}
