import type { Agent } from 'node:http';
import Jenkins, { type Crumb, type Transport } from 'jenkins';
import type { JenkinsAccess } from './access.js';
import type { Outcome } from './outcome.js';
import { Outgoing, type Reading } from './outgoing.js';
import type { Wire } from './wire.js';

/**
 * One request by the package's own functions, whose client lives no longer than it. Only the request is theirs: what
 * they make of answers loses headers and reasons.
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
      // Else the body's length on the wire is not the log's.
      'accept-encoding': 'identity',
      // Its pages speak the reader's language, and some of their sentences must be known again.
      'accept-language': 'en',
      'user-agent': 'cooperage',
      ...(account === null ? {} : { authorization: `Basic ${basic(account.user, account.secret)}` }),
    },
  });
  return new Promise((resolve, reject) => {
    let settled = false;
    const settle = (outcome: Outcome): void => {
      settled = true;
      resolve(outcome);
    };
    const { protocol, hostname } = new URL(url);
    // papi keeps the brackets of an IPv6 address.
    const host = hostname.replace(/^\[|\]$/gu, '');
    const transport: Transport = {
      request: (options) =>
        new Outgoing(
          {
            ...options,
            protocol,
            hostname: host,
            agent,
            ...(secureContext === null ? {} : { secureContext }),
          },
          reading,
          settle,
        ),
    };
    jenkins._ext('onRequest', (context, next) => {
      context.transport = transport;
      next();
    });
    // Before the answer it is a bug of ours; after it, it is about the answer, which we judge ourselves.
    ask(jenkins).catch((error: unknown) => settled || reject(error as Error));
  });
}

export function basic(user: string, secret: string): string {
  return Buffer.from(`${user}:${secret}`).toString('base64');
}
