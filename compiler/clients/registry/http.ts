/** One HTTP request: bounded in time and size, its redirects followed by ourselves, failures as values. */

import { certificateWords, networkWords } from '../http/words.js';

export interface HttpRequest {
  readonly method: 'HEAD' | 'GET';
  readonly url: URL;
  readonly accept: string;
  /** The header's value; it never reaches another origin. */
  readonly authorization: string | null;
  /** Bytes of the body at most. */
  readonly limit: number;
  /** Milliseconds, from the first byte sent to the last one read. */
  readonly timeout: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

export interface HttpFailure {
  /** A clause without a subject: `does not answer in time`. */
  readonly failure: string;
  /** Whether it may well go otherwise the next time. */
  readonly transient: boolean;
  /** The server's certificate is not trusted, so there is one. */
  readonly certificate: boolean;
}

interface Cause {
  readonly code?: unknown;
  readonly message?: string;
}

const MOST_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

export async function send(request: HttpRequest): Promise<HttpAnswer | HttpFailure> {
  const signal = AbortSignal.timeout(request.timeout);
  let { url, authorization } = request;
  try {
    for (let hop = 0; ; hop++) {
      const response = await fetch(url, {
        method: request.method,
        redirect: 'manual',
        signal,
        headers: {
          accept: request.accept,
          'accept-encoding': 'identity',
          'user-agent': 'cooperage',
          ...(authorization === null ? {} : { authorization }),
        },
      });
      const next = REDIRECTS.includes(response.status) ? locationOf(response, url) : null;
      if (next === null) return await readAnswer(response, request);
      await response.body?.cancel();
      if (hop === MOST_REDIRECTS) return lasting(`redirects more than ${MOST_REDIRECTS} times`);
      if (!isHttp(next) || (url.protocol === 'https:' && next.protocol === 'http:'))
        return lasting('redirects to an address that is not encrypted');
      if (next.origin !== url.origin) authorization = null;
      url = next;
    }
  } catch (error) {
    return failureOf(error);
  }
}

function locationOf(response: Response, base: URL): URL | null {
  const location = response.headers.get('location');
  return location !== null && URL.canParse(location, base.href) ? new URL(location, base) : null;
}

function isHttp({ protocol }: URL): boolean {
  return protocol === 'https:' || protocol === 'http:';
}

/** Reads no further than the limit: an endless answer must not fill the memory. */
async function readAnswer(response: Response, { limit }: HttpRequest): Promise<HttpAnswer | HttpFailure> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > limit) return lasting(`answered with more than ${Math.floor(limit / 1024)} KiB`);
    chunks.push(chunk);
  }
  return { status: response.status, headers: response.headers, body: Buffer.concat(chunks) };
}

function lasting(failure: string): HttpFailure {
  return { failure, transient: false, certificate: false };
}

/** fetch has the reason in `cause`, and where a host has several addresses, in the first of its `errors`. */
function failureOf(error: unknown): HttpFailure {
  const { name, message, cause } = error as Error & { cause?: Cause & { errors?: readonly Cause[] } };
  if (name === 'TimeoutError')
    return { failure: 'does not answer in time', transient: true, certificate: false };
  const inner = cause?.errors?.[0] ?? cause;
  const code = typeof inner?.code === 'string' ? inner.code : '';
  const certificate = certificateWords(code);
  if (certificate !== null)
    return {
      failure: `has a certificate that is not trusted: ${certificate}`,
      transient: false,
      certificate: true,
    };
  const known = networkWords(code);
  if (known !== null) return { ...known, certificate: false };
  const said = inner?.message ?? message;
  return { failure: `cannot be reached: ${said}`, transient: false, certificate: false };
}
