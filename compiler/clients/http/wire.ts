import { readFileSync } from 'node:fs';
import { Agent as HttpAgent, type Agent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { isLoopback } from './loopback.js';

/** How connections to a server are made. */
export interface Wire {
  /** Keeps connections open for the next request. */
  readonly keeping: Agent;
  /** One connection a request: then it is known whether a request has left. */
  readonly fresh: Agent;
  /** null: as Node has it. */
  readonly secureContext: SecureContext | null;
  /** Host and port; null without a proxy. */
  readonly proxy: string | null;
  /** Of the proxy's account. */
  readonly secrets: readonly string[];
}

export interface Target {
  readonly url: string;
  /** Certificates (PEM) that are trusted besides the system's; null for none. */
  readonly ca: string | null;
}

const POOLED = { keepAlive: true, maxSockets: 8 };
const SINGLE = { keepAlive: false };

/** @returns or a clause on what is wrong with the proxy's address */
export function wireOf({ url, ca }: Target): Wire | { readonly problem: string } {
  const { protocol, hostname } = new URL(url);
  const secure = protocol === 'https:';
  const secureContext = ca === null ? null : createSecureContext({ ca: authorities(ca) });
  // A proxy's loopback address is another.
  const address = isLoopback(hostname) ? '' : getProxyForUrl(url);
  if (address === '') {
    const make = secure ? HttpsAgent : HttpAgent;
    return { keeping: new make(POOLED), fresh: new make(SINGLE), secureContext, proxy: null, secrets: [] };
  }
  const proxy = proxyOf(address);
  if (proxy === null)
    return { problem: `${secure ? 'HTTPS_PROXY' : 'HTTP_PROXY'} holds no address that begins with http` };
  const make = secure ? HttpsProxyAgent : HttpProxyAgent;
  const agent = (options: object): Agent => new make(proxy.url, { ...options, headers: proxy.headers });
  const { url: at, secrets } = proxy;
  return { keeping: agent(POOLED), fresh: agent(SINGLE), secureContext, proxy: at.host, secrets };
}

interface Proxy {
  /** Without its account. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

function proxyOf(address: string): Proxy | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/u.test(url.protocol)) return null;
  const [user, password] = [url.username, url.password].map(decoded);
  url.username = url.password = '';
  if (user === undefined || password === undefined) return null;
  if (user === '' && password === '') return { url, headers: {}, secrets: [] };
  const account = Buffer.from(`${user}:${password}`).toString('base64');
  return { url, headers: { 'Proxy-Authorization': `Basic ${account}` }, secrets: [account, password] };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
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
