import type { Agent } from 'node:http';
import Jenkins, { type Crumb } from 'jenkins';
import type { JenkinsAccess } from './access.js';
import { broken, type Outcome } from '../http/outcome.js';
import { Outgoing, type Reading } from '../http/outgoing.js';
import type { Wire } from '../http/wire.js';

/**
 * One request by the package's own functions, with a client of theirs that lives no longer. Only the request is
 * theirs: what they make of answers loses headers and reasons.
 */
export function exchange(
  { url, account }: JenkinsAccess,
  crumb: Crumb | null,
  agent: Agent,
  secureContext: Wire['secureContext'],
  reading: Reading,
  ask: (jenkins: Jenkins) => Promise<unknown>,
): Promise<Outcome> {
  const jenkins = new Jenkins({
    baseUrl: url,
    crumbIssuer: crumb === null ? false : () => Promise.resolve(crumb),
    headers: {
      'accept-encoding': 'identity',
      // Its pages speak the reader's language, and some of their sentences must be known again.
      'accept-language': 'en',
      'user-agent': 'cooperage',
      ...(account === null ? {} : { authorization: `Basic ${basic(account.user, account.secret)}` }),
    },
  });
  const { protocol, hostname } = new URL(url);
  const connection = {
    protocol,
    // papi keeps the brackets of an IPv6 address, and http.request takes none.
    hostname: hostname.replace(/^\[|\]$/gu, ''),
    agent,
    // An old controller may list all groups of the account in headers.
    maxHeaderSize: 256 * 1024,
    ...(secureContext === null ? {} : { secureContext }),
  };
  if (reading.signal?.aborted) return Promise.resolve(broken('is not asked: stopped'));
  return new Promise((resolve, reject) => {
    let settled = false;
    const settle = (outcome: Outcome): void => {
      settled = true;
      resolve(outcome);
    };
    jenkins._ext('onRequest', (context, next) => {
      context.transport = {
        request: (options) => new Outgoing({ ...options, ...connection }, reading, { settle, fail: reject }),
      };
      next();
    });
    // Before there is an answer it is a bug of ours; then it is about the answer, which we judge ourselves.
    ask(jenkins).catch((error: unknown) => settled || reject(error as Error));
  });
}

export function basic(user: string, secret: string): string {
  return Buffer.from(`${user}:${secret}`).toString('base64');
}
