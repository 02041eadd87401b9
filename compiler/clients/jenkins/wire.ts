import { readFileSync } from 'node:fs';
import { Agent as HttpAgent, type Agent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { isLoopback } from '../http/loopback.js';
import type { JenkinsAccess } from './access.js';

/** How connections to the controller are made. */
export interface Wire {
  /** Keeps connections open for the next request. */
  readonly keeping: Agent;
  /** One connection a request: then it is known whether a request has left. */
  readonly fresh: Agent;
  /** null: as Node has it. */
  readonly secureContext: SecureContext | null;
  /** Host and port; null without a proxy. */
  readonly proxy: string | null;
  /** Of the proxy's address. */
  readonly proxySecret: string;
}

/** @returns or a clause on what is wrong with the proxy's address */
export function wireOf({ url, ca }: JenkinsAccess): Wire | { readonly problem: string } {
  const { protocol, hostname } = new URL(url);
  const secure = protocol === 'https:';
  const secureContext = ca === null ? null : createSecureContext({ ca: authorities(ca) });
  const address = isLoopback(hostname) ? '' : getProxyForUrl(url);
  const pooled = { keepAlive: true, maxSockets: 8 };
  if (address === '') {
    const make = secure ? HttpsAgent : HttpAgent;
    const agents = { keeping: new make(pooled), fresh: new make({ keepAlive: false }) };
    return { ...agents, secureContext, proxy: null, proxySecret: '' };
  }
  const known = URL.canParse(address) ? new URL(address) : null;
  if (known === null || !/^https?:$/u.test(known.protocol))
    return { problem: `the proxy that ${secure ? 'HTTPS_PROXY' : 'HTTP_PROXY'} names has no http address` };
  const make = secure ? HttpsProxyAgent : HttpProxyAgent;
  const agents = { keeping: new make(known, pooled), fresh: new make(known, { keepAlive: false }) };
  return { ...agents, secureContext, proxy: known.host, proxySecret: decodeURIComponent(known.password) };
}

/** Whoever names authorities for a connection takes away all others, so they are named too. */
function authorities(own: string): string[] {
  const extra = process.env['NODE_EXTRA_CA_CERTS'] ?? '';
  try {
    return [...rootCertificates, own, ...(extra === '' ? [] : [readFileSync(extra, 'utf8')])];
  } catch {
    // Node has told about it already, and does without.
    return [...rootCertificates, own];
  }
}
