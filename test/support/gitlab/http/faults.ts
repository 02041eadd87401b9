/** What can go wrong between a client and GitLab, on demand. */
import type { ServerResponse } from 'node:http';
import type { Asked } from '../types.js';
import { html, limited, type Reply } from './reply.js';

export type Fault =
  /** The connection breaks before anything is done. */
  | 'cut'
  /** All is done, and then the connection breaks: the client can't know. */
  | 'lost'
  /** No answer at all. */
  | 'silent'
  /** Seconds until the next request is welcome. */
  | { readonly limited: number }
  /** Instead of an answer; with a page of the web server where no body is given. */
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  /** The same, but all has been done before. */
  | { readonly afterwards: number }
  /** The answer breaks off after so many bytes of its body. */
  | { readonly cutAfter: number }
  /** Milliseconds before the answer. */
  | { readonly delay: number };

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

/** What is answered without asking GitLab; null where GitLab answers. */
export function instead(fault: Fault | null): Reply | null {
  if (fault === null || typeof fault === 'string') return null;
  if ('limited' in fault) return limited(fault.limited);
  if (!('status' in fault)) return null;
  const { status, body, headers = {} } = fault;
  const page = html(status, TITLES[status] ?? 'Error', headers);
  return body === undefined ? page : { ...page, headers, body: Buffer.from(body) };
}

/** Sends an answer, with what goes wrong on its way. */
export async function send(
  response: ServerResponse,
  reply: Reply,
  fault: Fault | null,
  headOnly: boolean,
): Promise<void> {
  if (fault === 'lost') return void response.destroy();
  if (has(fault, 'delay')) await new Promise((done) => setTimeout(done, fault.delay));
  const { status, headers, body } = has(fault, 'afterwards')
    ? html(fault.afterwards, TITLES[fault.afterwards] ?? 'Error')
    : reply;
  response.writeHead(status, status === 204 ? headers : { ...headers, 'content-length': body.length });
  if (has(fault, 'cutAfter')) {
    response.write(body.subarray(0, fault.cutAfter), () => response.destroy());
    return;
  }
  response.end(headOnly || status === 204 ? undefined : body);
}

const TITLES: Readonly<Record<number, string>> = {
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

function has<K extends string>(fault: Fault | null, key: K): fault is Extract<Fault, Record<K, number>> {
  return fault !== null && typeof fault === 'object' && key in fault;
}
