/** The HTTP side of the stand-in: takes requests down, answers them, lets faults and races happen. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { branches } from '../api/branches.js';
import { commits } from '../api/commits.js';
import { discussions } from '../api/discussions.js';
import { files } from '../api/files.js';
import { markdown } from '../api/markdown.js';
import { mergeRequests } from '../api/merge-requests.js';
import { notes } from '../api/notes.js';
import { server } from '../api/server.js';
import { statuses } from '../api/statuses.js';
import { tree } from '../api/tree.js';
import type { Asked, Hook } from '../types.js';
import type { World } from '../world.js';
import { checkScope, tokenOf } from './access.js';
import { Context } from './context.js';
import { type Fault, Faults, instead, send } from './faults.js';
import { html, json, limited, notFound, Refusal, refuse, type Reply } from './reply.js';
import { type Endpoints, routed } from './route.js';

const FAMILIES: readonly Endpoints[] = [
  server,
  branches,
  commits,
  tree,
  files,
  mergeRequests,
  notes,
  discussions,
  statuses,
  markdown,
];

const LARGE_COUNT = 3;
const LARGE_SECONDS = 30;

/** Serves git's own protocol; the response is its own affair. */
export type GitService = (asked: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;

export class GitLabServer {
  readonly asked: Asked[] = [];
  readonly faults = new Faults();
  onRequest: Hook | null = null;
  /** Milliseconds before each answer. */
  delay = 0;
  private readonly server: Server;
  private address = '';
  private large: readonly number[] = [];

  constructor(
    private readonly world: World,
    private readonly prefix: string,
    private readonly git: GitService,
  ) {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  /** @returns its address, with its prefix */
  async listen(): Promise<string> {
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready));
    this.address = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${this.prefix}`;
    return this.address;
  }

  close(): Promise<void> {
    return new Promise((closed) => {
      this.server.close(() => closed());
      this.server.closeAllConnections();
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const path = (request.url ?? '').slice(this.prefix.length);
      if (/\.git\//.test(path)) return await this.git(request, response, path);
      const asked = { ...(await read(request)), path };
      this.asked.push(asked);
      const fault = this.faults.next(asked) ?? (await this.onRequest?.(asked, 'before')) ?? null;
      if (fault === 'silent') return;
      if (fault === 'cut') return void response.destroy();
      const reply = instead(fault) ?? (await this.answered(asked));
      const later = (await this.onRequest?.(asked, 'after')) ?? null;
      if (this.delay > 0) await new Promise((done) => setTimeout(done, this.delay));
      await this.send(response, reply, later ?? fault, asked);
    } catch {
      // The client has gone away.
      response.destroy();
    }
  }

  private async send(
    response: ServerResponse,
    reply: Reply,
    fault: Fault | null,
    { method }: Asked,
  ): Promise<void> {
    if (fault === 'cut') return void response.destroy();
    const common = { 'X-Request-Id': `01STANDIN${this.asked.length}`, 'X-Frame-Options': 'SAMEORIGIN' };
    await send(response, { ...reply, headers: { ...common, ...reply.headers } }, fault, method === 'HEAD');
  }

  private async answered(asked: Asked): Promise<Reply> {
    try {
      if (asked.body.length > this.world.limits.body) return html(413, 'Request Entity Too Large');
      return this.tooOften(asked) ? limited(LARGE_SECONDS) : await this.answer(asked);
    } catch (problem) {
      if (problem instanceof Refusal) return problem.reply;
      return html(500, `The stand-in itself is broken: ${(problem as Error).stack ?? ''}`);
    }
  }

  /** Only large commits are counted. */
  private tooOften({ method, path, body }: Asked): boolean {
    if (method !== 'POST' || !path.endsWith('/repository/commits') || body.length <= this.world.limits.large)
      return false;
    const since = Date.now() - LARGE_SECONDS * 1000;
    this.large = [...this.large.filter((time) => time > since), Date.now()];
    return this.large.length > LARGE_COUNT;
  }

  private answer(asked: Asked): Reply | Promise<Reply> {
    const [path = '', query = ''] = asked.path.split('?');
    if (!path.startsWith('/api/v4/')) return json(404, { error: '404 Not Found' });
    const found = routed(FAMILIES, asked.method, path.slice('/api/v4'.length));
    if (!found) return json(404, { error: '404 Not Found' });
    const token = tokenOf(this.world, asked);
    if (token) checkScope(token, asked.method, path);
    const project = found.parts['id'];
    if (project !== undefined && !this.sees(project, token?.user.level ?? null)) notFound('Project');
    const context = new Context(
      this.world,
      asked,
      this.address,
      token?.user ?? null,
      found.parts,
      new URLSearchParams(query),
      bodyOf(asked),
    );
    if (/^(GET|HEAD)$/.test(asked.method)) return found.endpoint(context);
    return this.world.exclusively(async () => found.endpoint(context));
  }

  private sees(project: string, level: number | null): boolean {
    const { projectId, projectPath } = this.world;
    return level !== null && (project === projectPath || project === String(projectId));
  }
}

async function read(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { method = '', url: path = '', headers } = request;
  return { method, path, headers, body: Buffer.concat(parts) };
}

/** JSON, or the fields of a form; those with several parts are not read. */
function bodyOf({ headers, body }: Asked): Record<string, unknown> {
  if (body.length === 0) return {};
  const type = String(headers['content-type'] ?? '');
  if (type.includes('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(body.toString()));
  if (!type.includes('application/json'))
    return refuse(415, { error: 'The provided content-type is not supported.' });
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return refuse(400, 'message body does not match declared format');
  }
}
