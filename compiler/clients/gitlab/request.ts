import type { Agent } from 'node:http';
import type { GitLabAccess } from './access.js';
import { broken, type Outcome } from '../http/outcome.js';
import { Outgoing, type Reading } from '../http/outgoing.js';
import type { Wire } from '../http/wire.js';

export interface Request {
  readonly method: string;
  /** Below the server's address, with a slash before it, encoded. */
  readonly path: string;
  /** Sent as JSON; null without one. */
  readonly body: unknown;
}

/** One request, with the token. What comes of it is judged by others. */
export function request(
  { url, token }: GitLabAccess,
  agent: Agent,
  secureContext: Wire['secureContext'],
  reading: Reading,
  { method, path, body }: Request,
): Promise<Outcome> {
  if (reading.signal?.aborted) return Promise.resolve(broken('is not asked: stopped'));
  const { protocol, hostname, port, pathname } = new URL(url);
  const bytes = body === null ? undefined : Buffer.from(JSON.stringify(body));
  const options = {
    method,
    protocol,
    hostname: hostname.replace(/^\[|\]$/gu, ''),
    port,
    path: `${pathname.replace(/\/$/u, '')}${path}`,
    agent,
    headers: {
      accept: '*/*',
      'accept-encoding': 'identity',
      'user-agent': 'cooperage',
      'private-token': token,
      ...(bytes === undefined ? {} : { 'content-type': 'application/json', 'content-length': bytes.length }),
    },
    maxHeaderSize: 256 * 1024,
    ...(secureContext === null ? {} : { secureContext }),
  };
  return new Promise((settle, fail) => {
    const outgoing = new Outgoing(options, reading, { settle, fail });
    // It is settled already.
    outgoing.on('error', () => {});
    outgoing.end(bytes);
  });
}
