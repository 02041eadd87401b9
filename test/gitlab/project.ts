/** What the suite does in the project by itself, as people do: branches, merge requests, and cleaning up. */
import { randomBytes } from 'node:crypto';
import { ask, type Answered } from '../support/gitlab/ask.js';
import type { Target } from './target.js';

export interface Request {
  readonly iid: number;
  readonly title: string;
  readonly description: string;
  readonly state: string;
  readonly sha: string;
  readonly source_branch: string;
  readonly target_branch: string;
}

export class Project {
  /** All that the suite makes begins with it. */
  readonly prefix = `cooperage-test-${randomBytes(4).toString('hex')}`;

  constructor(private readonly target: Target) {}

  /** Of our own: `name` with the prefix before it. */
  branch(name: string): string {
    return `${this.prefix}/${name}`;
  }

  /** @param path below the project */
  call(method: string, path: string, body?: unknown): Promise<Answered> {
    return ask(this.target, method, `/projects/:id${path}`, body);
  }

  /** It must succeed. */
  // oxlint-disable-next-line typescript/no-explicit-any
  async done(method: string, path: string, body?: unknown): Promise<any> {
    const answer = await this.call(method, path, body);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.json;
  }

  async defaultBranch(): Promise<string> {
    return (await this.done('GET', '')).default_branch as string;
  }

  /** The commit that a branch is at; null where there is none. */
  async tip(branch: string): Promise<string | null> {
    const answer = await this.call('GET', `/repository/branches/${encodeURIComponent(branch)}`);
    return answer.status === 404 ? null : (answer.json.commit.id as string);
  }

  async makeBranch(branch: string, ref: string): Promise<void> {
    await this.done('POST', '/repository/branches', { branch, ref });
  }

  async removeBranch(branch: string): Promise<void> {
    await this.done('DELETE', `/repository/branches/${encodeURIComponent(branch)}`);
  }

  /** @param actions as the API takes them */
  async commit(branch: string, message: string, actions: readonly object[]): Promise<string> {
    const body = { branch, commit_message: message, actions };
    return (await this.done('POST', '/repository/commits', body)).id as string;
  }

  /** null where there is no such file. */
  async file(branch: string, path: string): Promise<string | null> {
    const where = `/repository/files/${encodeURIComponent(path)}/raw?ref=${encodeURIComponent(branch)}`;
    const answer = await this.call('GET', where);
    return answer.status === 404 ? null : answer.text;
  }

  /** The newest first. */
  requests(branch: string): Promise<readonly Request[]> {
    return this.done('GET', `/merge_requests?source_branch=${encodeURIComponent(branch)}&state=all`);
  }

  /** Bodies of the notes that people and programs wrote, the oldest first. */
  async notes(iid: number): Promise<readonly string[]> {
    const notes = await this.done('GET', `/merge_requests/${iid}/notes?sort=asc&per_page=100`);
    return (notes as { body: string; system: boolean }[])
      .filter(({ system }) => !system)
      .map(({ body }) => body);
  }

  close(iid: number): Promise<unknown> {
    return this.done('PUT', `/merge_requests/${iid}`, { state_event: 'close' });
  }

  /** Nobody may push to it any more, not even a maintainer. */
  protect(name: string): Promise<unknown> {
    return this.done('POST', '/protected_branches', { name, push_access_level: 0, merge_access_level: 40 });
  }

  async unprotect(name: string): Promise<void> {
    await this.call('DELETE', `/protected_branches/${encodeURIComponent(name)}`);
  }

  /** Names of all branches whose names begin with the prefix. */
  async ownBranches(): Promise<string[]> {
    const search = encodeURIComponent(`^${this.prefix}`);
    const found = await this.done('GET', `/repository/branches?search=${search}&per_page=100`);
    return (found as { name: string }[]).map(({ name }) => name);
  }

  /** Closes and removes all that the suite has made. */
  async removeAll(): Promise<void> {
    const branches = await this.ownBranches();
    for (const branch of branches)
      for (const { iid, state } of await this.requests(branch)) if (state === 'opened') await this.close(iid);
    for (const branch of branches) {
      await this.unprotect(branch);
      await this.removeBranch(branch);
    }
  }

  /** All that somebody else would see: branches with their commits, merge requests with their notes. */
  async state(): Promise<string> {
    const branches = await Promise.all(
      (await this.ownBranches()).map(async (name) => `${name} ${await this.tip(name)}`),
    );
    const requests = await Promise.all(
      (await this.ownBranches()).map(async (name) =>
        Promise.all(
          (await this.requests(name)).map(async (each) =>
            JSON.stringify([each.iid, each.state, each.title, each.description, await this.notes(each.iid)]),
          ),
        ),
      ),
    );
    return [...branches, ...requests.flat()].join('\n');
  }
}
