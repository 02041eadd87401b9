/** What becomes of one HTTP request. */

import type { IncomingHttpHeaders } from 'node:http';
import { certificateWords, networkWords } from '../http/words.js';

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
  /** Whether it may well go otherwise the next time. */
  readonly transient: boolean;
  /** The server's certificate is not trusted, so there is one. */
  readonly certificate: boolean;
  /** Whether the request may have arrived. */
  readonly sent: boolean;
  /** A connection that was kept open, and that the server has closed meanwhile: no fault of anybody. */
  readonly stale: boolean;
}

export type Outcome = Reply | Broken;

export function isBroken(outcome: Outcome): outcome is Broken {
  return 'failure' in outcome;
}

export function lasting(failure: string, sent: boolean): Broken {
  return { failure, transient: false, certificate: false, sent, stale: false };
}

/** Where a host has several addresses, the reason is in the first of `errors`. */
export function brokenBy(error: Error, sent: boolean, reused: boolean): Broken {
  const { errors } = error as { errors?: readonly Error[] };
  const inner = errors?.[0] ?? error;
  const code = (inner as NodeJS.ErrnoException).code ?? '';
  const certificate = certificateWords(code);
  if (certificate !== null)
    return {
      ...lasting(`has a certificate that is not trusted: ${certificate}`, false),
      certificate: true,
    };
  const known = networkWords(code);
  const stale = reused && (code === 'ECONNRESET' || code === 'EPIPE');
  if (known !== null) return { ...lasting(known.failure, sent), transient: known.transient, stale };
  return lasting(`cannot be reached: ${inner.message}`, sent);
}
