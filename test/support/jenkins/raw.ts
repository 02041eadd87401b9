/** Plain HTTP for the tests of the stand-in itself. */
import type { FakeController } from './controller.js';

export interface Sent {
  readonly method?: string;
  readonly body?: string;
  readonly type?: string | null;
  /** `user:secret`; the controller's token by default, null for nobody. */
  readonly as?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request; redirects are not followed. */
export function ask(jenkins: FakeController, path: string, sent: Sent = {}): Promise<Response> {
  const { method = 'GET', body, type, as = `${jenkins.user}:${jenkins.token}` } = sent;
  // Bytes, so that fetch adds no Content-Type of its own.
  const bytes = body === undefined ? undefined : new TextEncoder().encode(body);
  return fetch(`${jenkins.url}${path}`, {
    method,
    redirect: 'manual',
    ...(bytes && { body: bytes }),
    headers: {
      ...(as !== null && { authorization: `Basic ${Buffer.from(as).toString('base64')}` }),
      ...(type && { 'content-type': type }),
      ...sent.headers,
    },
  });
}

export function post(
  jenkins: FakeController,
  path: string,
  fields?: Readonly<Record<string, string>>,
): Promise<Response> {
  return ask(jenkins, path, {
    method: 'POST',
    ...(fields && {
      body: new URLSearchParams(fields).toString(),
      type: 'application/x-www-form-urlencoded',
    }),
  });
}

export function postXml(jenkins: FakeController, path: string, xml: string): Promise<Response> {
  return ask(jenkins, path, { method: 'POST', body: xml, type: 'text/xml; charset=utf-8' });
}

export async function api<T = Record<string, unknown>>(jenkins: FakeController, path: string): Promise<T> {
  const response = await ask(jenkins, path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as T;
}

/** Asks again until the answer is as wished. */
export async function until<T>(get: () => Promise<T>, wished: (value: T) => boolean, ms = 4_000): Promise<T> {
  for (const end = Date.now() + ms; Date.now() < end;) {
    const value = await get();
    if (wished(value)) return value;
    await new Promise((done) => setTimeout(done, 5));
  }
  throw new Error('it never came to that');
}

/** The number of the queue item that a `Location` names. */
export function itemIn(response: Response): number {
  return Number(/\/queue\/item\/(\d+)\/$/.exec(response.headers.get('location') ?? '')?.[1]);
}
