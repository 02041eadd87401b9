/** What becomes of one HTTP request. */

import type { IncomingHttpHeaders } from 'node:http';
import { certificateWords, networkWords } from './words.js';

export interface Head {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

export interface Reply extends Head {
  /** Empty where it was streamed. */
  readonly body: Uint8Array;
}

export interface Broken {
  /** A clause without a subject: `does not answer in time`. */
  readonly failure: string;
  /** Whether the request may have arrived. */
  readonly sent: boolean;
  /** Whether it may well go otherwise the next time. */
  readonly transient: boolean;
  /** The server's certificate is not trusted, so there is one. */
  readonly certificate: boolean;
  /** A connection that was kept open, and that the server has closed meanwhile: no fault of anybody. */
  readonly stale: boolean;
  /** The status with which a proxy has refused to connect; 0 where none has. */
  readonly proxyStatus: number;
  /** The answer is longer than it may be. */
  readonly overflow: boolean;
  /** To another request, without whose answer this one could not be made. */
  readonly reply?: Reply;
}

export type Outcome = Reply | Broken;

export function isBroken(outcome: Outcome): outcome is Broken {
  return 'failure' in outcome;
}

/** Without more: it has not been sent, and the next time it goes the same way. */
export function broken(failure: string, more: Partial<Broken> = {}): Broken {
  const none = { sent: false, transient: false, certificate: false, stale: false, overflow: false };
  return { failure, ...none, proxyStatus: 0, ...more };
}

/** Where a host has several addresses, the reason is in the first of `errors`. */
export function brokenBy(error: Error, sent: boolean, reused: boolean): Broken {
  const { errors } = error as { errors?: readonly Error[] };
  const inner = errors?.[0] ?? error;
  const { code = '' } = inner as NodeJS.ErrnoException;
  const certificate = certificateWords(code);
  if (certificate !== null)
    return broken(`has a certificate that is not trusted: ${certificate}`, { certificate: true });
  const known = networkWords(code);
  if (known === null) return broken(`cannot be reached: ${inner.message}`, { sent });
  const stale = reused && (code === 'ECONNRESET' || code === 'EPIPE');
  return broken(known.failure, { sent, transient: known.transient, stale });
}

/** The proxy has let nothing through. */
export function brokenByProxy(proxyStatus: number): Broken {
  const transient = proxyStatus === 429 || proxyStatus >= 500;
  return broken(`is not let through by the proxy (HTTP ${proxyStatus})`, { transient, proxyStatus });
}
