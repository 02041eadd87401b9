/**
 * The package's resources, of which each call makes one request of ours: the package knows the addresses and their
 * encoding, and gets what came of it in the place of a body, which it passes on as it is. Its own requests would throw
 * away headers, take any answer for JSON, know no limit of size, and repeat what must not be repeated.
 */

import {
  Branches,
  Commits,
  Markdown,
  MergeRequestDiscussions,
  MergeRequestNotes,
  MergeRequests,
  Metadata,
  Projects,
  Repositories,
  RepositoryFiles,
  Users,
} from '@gitbeaker/rest';
import type { Outcome } from '../http/outcome.js';
import type { Request } from './request.js';

type Query = Readonly<Record<string, unknown>>;

/** What the package hands to its requester. */
interface Call {
  readonly searchParams?: Query;
  readonly body?: unknown;
}

type Options = ConstructorParameters<typeof Branches<false>>[0];

export class Resources {
  readonly #options: Options;
  readonly #send: (request: Request) => Promise<Outcome>;

  constructor(send: (request: Request) => Promise<Outcome>) {
    this.#send = send;
    const call =
      (method: string, prefix: string) =>
      async (endpoint: string, { searchParams, body }: Call = {}) => ({
        body: await this.raw(method, `${prefix}${endpoint}`, searchParams, body),
        headers: {},
        status: 0,
      });
    const methods = ['get', 'post', 'put', 'patch', 'delete'];
    const requesterFn = ({ url }: { readonly url: string }): unknown => {
      const prefix = `${url.slice(url.indexOf('/api/v4/') + '/api/v4/'.length)}/`.replace(/^\/$/u, '');
      return Object.fromEntries(methods.map((method) => [method, call(method.toUpperCase(), prefix)]));
    };
    // Ours sends the token; theirs is told none. No rate of their own either: what GitLab allows, it says itself.
    this.#options = { host: '', token: '', queryTimeout: null, requesterFn } as unknown as Options;
  }

  get branches(): Branches {
    return new Branches(this.#options);
  }
  get commits(): Commits {
    return new Commits(this.#options);
  }
  get discussions(): MergeRequestDiscussions {
    return new MergeRequestDiscussions(this.#options);
  }
  get files(): RepositoryFiles {
    return new RepositoryFiles(this.#options);
  }
  get markdown(): Markdown {
    return new Markdown(this.#options);
  }
  get mergeRequests(): MergeRequests {
    return new MergeRequests(this.#options);
  }
  get metadata(): Metadata {
    return new Metadata(this.#options);
  }
  get notes(): MergeRequestNotes {
    return new MergeRequestNotes(this.#options);
  }
  get projects(): Projects {
    return new Projects(this.#options);
  }
  get repositories(): Repositories {
    return new Repositories(this.#options);
  }
  get users(): Users {
    return new Users(this.#options);
  }

  /** For what the package has no call for. @param endpoint below `/api/v4/`, encoded */
  raw(method: string, endpoint: string, query: Query = {}, body: unknown = null): Promise<Outcome> {
    const asked = queryOf(query);
    const path = `/api/v4/${endpoint}${asked === '' ? '' : `?${asked}`}`;
    const hasBody = typeof body === 'object' && body !== null && Object.keys(body).length > 0;
    return this.#send({ method, path, body: hasBody ? snake(body) : null });
  }
}

/** A part of an address. */
export function part(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function queryOf(query: Query): string {
  return Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .flatMap(([key, value]) =>
      Array.isArray(value)
        ? value.map((each) => `${snakeKey(key)}[]=${part(String(each))}`)
        : [`${snakeKey(key)}=${part(String(value))}`],
    )
    .join('&');
}

/** Keys as GitLab has them; values are left alone. */
function snake(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snake);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [snakeKey(key), snake(each)]));
}

function snakeKey(key: string): string {
  return key.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}
