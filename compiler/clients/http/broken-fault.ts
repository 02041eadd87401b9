import type { Broken } from './outcome.js';

export interface BrokenFault {
  readonly kind: 'unknown' | 'failed' | 'unreachable';
  readonly status: number;
  readonly reason: string;
  readonly advice: string;
}

/** Whom a request was for, and how it is talked of. */
export interface Asked {
  readonly url: string;
  /** Host and port; null without one. */
  readonly proxy: string | null;
  /** `the controller` */
  readonly server: string;
  /** Variables of the environment. */
  readonly names: { readonly url: string; readonly ca: string };
}

/** A sentence for who does not know whether a change was made. */
export function lookFirst(server: string): string {
  return `Whether it has arrived is not known: look at ${server} before you try again.`;
}

/** Where the request itself failed. @param changes whether it was to change something */
export function brokenFault(outcome: Broken, changes: boolean, asked: Asked): BrokenFault {
  const { failure, certificate, sent, transient, proxyStatus } = outcome;
  const { url, proxy, server, names } = asked;
  const reason = `${url} ${failure}`;
  const status = 0;
  if (proxyStatus === 407) return proxyRefuses(proxy);
  if (changes && sent) return { kind: 'unknown', status, reason, advice: lookFirst(server) };
  if (sent && !transient) return { kind: 'failed', status, reason, advice: `Ask who runs ${server}.` };
  if (certificate)
    return {
      kind: 'unreachable',
      status,
      reason,
      advice: `Where the certificate is of an authority of your own, name its file (PEM) in ${names.ca}.`,
    };
  if (proxy === null)
    return {
      kind: 'unreachable',
      status,
      reason,
      advice: `See that ${names.url} is right and that this machine can reach it.`,
    };
  return {
    kind: 'unreachable',
    status,
    reason: sent || proxyStatus > 0 ? reason : `${url} is asked through the proxy ${proxy}, which ${failure}`,
    advice: `See that the proxy ${proxy} is right and reaches ${server}; hosts in NO_PROXY are asked directly.`,
  };
}

export function proxyRefuses(proxy: string | null): BrokenFault {
  return {
    kind: 'unreachable',
    status: 407,
    reason: `the proxy ${proxy ?? ''} wants an account`,
    advice: 'Name the proxy as http://USER:PASSWORD@HOST:PORT in HTTPS_PROXY or HTTP_PROXY.',
  };
}

/** The type of an answer that is not the server's, as the end of a sentence: `with text/html`. */
export function typeWords(contentType: string | undefined): string {
  const type = (contentType ?? '').split(';')[0]?.trim() ?? '';
  return /^[\w.+-]+\/[\w.+-]+$/u.test(type) ? `with ${type}` : 'with something else';
}
