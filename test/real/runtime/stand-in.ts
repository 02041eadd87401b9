/** A registry that behaves as Harbor's and GitLab's do: Bearer tokens, projects, rights, and faults on demand. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StandInOptions {
  readonly user: string;
  readonly password: string;
  /** Projects (first part of a repository's name, or `group/project`) → what the account may do there. */
  readonly projects: Readonly<Record<string, 'pull' | 'push'>>;
  readonly kind: 'harbor' | 'gitlab' | 'distribution';
  /** The realm that is announced in place of the real one. */
  readonly realm?: string;
  /** Seconds that a token lives. */
  readonly tokenUses?: number;
  readonly manifests?: Readonly<Record<string, { type: string; body: string }>>;
  readonly blobs?: Readonly<Record<string, string>>;
}

export class StandIn {
  readonly requests: string[] = [];
  /** Answers with this status as often as the number says, before anything else. */
  faults: { status: number; times: number; path: RegExp } = { status: 503, times: 0, path: /^/ };
  #server = createServer((request, response) => {
    this.#answer(request, response);
  });
  #tokens = new Map<string, { scope: string; uses: number }>();
  address = '';

  constructor(readonly options: StandInOptions) {}

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.address = `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', `http://${this.address}`);
    const method = request.method ?? 'GET';
    this.requests.push(`${method} ${url.pathname}${url.search}`);
    const send = (status: number, body: unknown = '', headers: Record<string, string> = {}): void => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      response.writeHead(status, headers).end(method === 'HEAD' ? undefined : text);
    };
    const { faults } = this;
    if (faults.times > 0 && faults.path.test(url.pathname)) {
      faults.times -= 1;
      send(faults.status, { errors: [{ code: 'UNAVAILABLE', message: 'later "please"}' }] });
    } else if (url.pathname === '/service/token') this.#token(request, url, send);
    else if (url.pathname.startsWith('/api/v2.0/projects')) {
      const known = Object.keys(this.options.projects).includes(url.searchParams.get('project_name') ?? '');
      send(known ? 200 : 404);
    } else if (url.pathname.startsWith('/api/v4/projects/')) this.#project(request, url, send);
    else if (url.pathname.startsWith('/v2/')) this.#registry(method, request, url, send);
    else send(404);
  }

  #account(request: IncomingMessage): 'none' | 'right' | 'wrong' {
    const header = request.headers.authorization;
    if (header === undefined) return 'none';
    const given = Buffer.from(header.replace(/^Basic /, ''), 'base64').toString();
    return given === `${this.options.user}:${this.options.password}` ? 'right' : 'wrong';
  }

  #token(request: IncomingMessage, url: URL, send: Send): void {
    const account = this.#account(request);
    if (account === 'wrong') {
      send(401, { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required' }] });
      return;
    }
    const [, repository = '', actions = ''] =
      /^repository:(.*):(.*)$/.exec(url.searchParams.get('scope') ?? '') ?? [];
    const right = this.#right(repository);
    // Harbor and Distribution give a token with the rights that there are; GitLab gives none without any.
    if (this.options.kind === 'gitlab' && repository !== '' && right === undefined) {
      send(403, { errors: [{ code: 'DENIED', message: 'access forbidden' }] });
      return;
    }
    const granted = account === 'right' ? (right === 'push' ? actions : right === 'pull' ? 'pull' : '') : '';
    const token = `token.${this.#tokens.size}.${'x'.repeat(9000)}`;
    this.#tokens.set(token, { scope: `${repository}:${granted}`, uses: this.options.tokenUses ?? 1000 });
    send(200, { token, expires_in: 60 });
  }

  #right(repository: string): 'pull' | 'push' | undefined {
    const parts = repository.split('/');
    return parts
      .map((_, at) => this.options.projects[parts.slice(0, at + 1).join('/')])
      .find((right) => right !== undefined);
  }

  #project(request: IncomingMessage, url: URL, send: Send): void {
    if (request.headers['private-token'] !== this.options.password) {
      send(401, { message: '401 Unauthorized' });
      return;
    }
    const name = decodeURIComponent(url.pathname.slice('/api/v4/projects/'.length));
    if (this.options.projects[name] === undefined) send(404, { message: '404 Project Not Found' });
    else
      send(200, { id: 1, container_registry_access_level: name.endsWith('-off') ? 'disabled' : 'enabled' });
  }

  #registry(method: string, request: IncomingMessage, url: URL, send: Send): void {
    const token = this.#tokens.get((request.headers.authorization ?? '').replace(/^Bearer /, ''));
    const challenge = {
      'www-authenticate': `Bearer realm="${this.options.realm ?? `http://${this.address}/service/token`}",service="harbor-registry"`,
    };
    if (token === undefined || token.uses <= 0) {
      send(401, { errors: [{ code: 'UNAUTHORIZED', message: 'unauthorized' }] }, challenge);
      return;
    }
    token.uses -= 1;
    const [, repository = '', place = '', name = ''] =
      /^\/v2\/(.*)\/(blobs|manifests)\/(.*)$/.exec(url.pathname) ?? [];
    const wanted = method === 'GET' || method === 'HEAD' ? 'pull' : 'push';
    const [of = '', actions = ''] = token.scope.split(':');
    if (of !== repository || !actions.split(',').includes(wanted)) {
      send(
        401,
        {
          errors: [
            {
              code: 'UNAUTHORIZED',
              message: `unauthorized to access repository: ${repository}, action: ${wanted}`,
            },
          ],
        },
        challenge,
      );
      return;
    }
    if (method === 'PUT') request.resume().once('end', () => send(201));
    else if (place === 'blobs' && method === 'POST')
      send(202, '', { location: `/v2/${repository}/blobs/uploads/1?_state=x%3D` });
    else if (place === 'blobs' && method === 'DELETE') send(204);
    else if (place === 'manifests') {
      const manifest = this.options.manifests?.[name];
      if (manifest === undefined) send(404, { errors: [{ code: 'MANIFEST_UNKNOWN', message: 'unknown' }] });
      else send(200, manifest.body, { 'content-type': manifest.type });
    } else {
      const blob = this.options.blobs?.[name];
      if (blob === undefined) send(404);
      else send(200, blob);
    }
  }
}

type Send = (status: number, body?: unknown, headers?: Record<string, string>) => void;
