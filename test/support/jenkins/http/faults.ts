/** What can go wrong between a client and a controller, on demand. */
import type { ServerResponse } from 'node:http';
import type { Asked } from '../types.js';
import { html, jetty, redirect, type Reply } from './answer.js';

export type Fault =
  /** The connection breaks before anything is done. */
  | 'cut'
  /** All is done, and then the connection breaks: the client can't know. */
  | 'lost'
  /** No answer at all. */
  | 'silent'
  /** A proxy's page with status 200. */
  | 'html'
  /** 302 to single sign-on. */
  | 'sign-on'
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  /** The answer breaks off after so many bytes of its body. */
  | { readonly cutAfter: number }
  /** Milliseconds before the answer. */
  | { readonly delay: number }
  /** The body comes in pieces of so many bytes, one each millisecond. */
  | { readonly trickle: number };

export interface When {
  readonly method?: string;
  /** Found in path and query. */
  readonly path?: RegExp | string;
  /** How often; once by default. */
  readonly times?: number;
  /** So many fitting requests pass before. */
  readonly skip?: number;
}

interface Planned {
  readonly fault: Fault;
  readonly when: When;
  left: number;
  skip: number;
}

export class Faults {
  private planned: Planned[] = [];

  add(fault: Fault, when: When = {}): void {
    this.planned.push({ fault, when, left: when.times ?? 1, skip: when.skip ?? 0 });
  }

  clear(): void {
    this.planned = [];
  }

  /** The fault that this request meets. */
  next(asked: Asked): Fault | null {
    for (const planned of this.planned) {
      if (planned.left === 0 || !fits(asked, planned.when)) continue;
      if (planned.skip > 0) {
        planned.skip -= 1;
        continue;
      }
      planned.left -= 1;
      return planned.fault;
    }
    return null;
  }
}

function fits(asked: Asked, { method, path }: When): boolean {
  if (method !== undefined && asked.method !== method) return false;
  return path === undefined || (typeof path === 'string' ? asked.path.includes(path) : path.test(asked.path));
}

/** What is answered without asking Jenkins; null where Jenkins answers. */
export function instead(fault: Fault | null): Reply | null {
  if (fault === 'html')
    return html(200, 'Corporate Proxy', 'Please accept the terms of use before you go on.');
  if (fault === 'sign-on')
    return redirect('https://sso.example.com/realms/corp/protocol/openid-connect/auth?client_id=jenkins');
  if (fault !== null && typeof fault === 'object' && 'status' in fault) {
    const { status, body, headers = {} } = fault;
    const page = jetty(status, 'Error', headers);
    return body === undefined ? page : { ...page, body };
  }
  return null;
}

/** Sends an answer, with what goes wrong on its way. */
export async function send(response: ServerResponse, reply: Reply, fault: Fault | null): Promise<void> {
  if (fault === 'lost') return void response.destroy();
  if (hasKey(fault, 'delay')) await new Promise((done) => setTimeout(done, fault.delay));
  const body = Buffer.concat(
    (Array.isArray(reply.body) ? reply.body : [reply.body ?? '']).map((part) => Buffer.from(part as string)),
  );
  response.writeHead(reply.status, { ...reply.headers, 'content-length': body.length });
  if (hasKey(fault, 'cutAfter')) {
    response.write(body.subarray(0, fault.cutAfter), () => response.destroy());
    return;
  }
  if (hasKey(fault, 'trickle')) {
    for (let at = 0; at < body.length; at += fault.trickle) {
      response.write(body.subarray(at, at + fault.trickle));
      await new Promise((done) => setTimeout(done, 1));
    }
    response.end();
    return;
  }
  response.end(body);
}

function hasKey<K extends string>(fault: Fault | null, key: K): fault is Extract<Fault, Record<K, number>> {
  return fault !== null && typeof fault === 'object' && key in fault;
}
