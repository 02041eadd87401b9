/**
 * A GitLab that isn't one: over HTTP on 127.0.0.1 it answers as GitLab's API does, as far as publishing and reviewing
 * need it, on top of a real bare repository, which can be cloned from it and pushed to. What it says was taken from
 * GitLab's documentation and sources, which are named where they are followed; `test/real/gitlab/stand-in*.test.ts` pin
 * it, and `npm run test:gitlab` holds the same suite against a real one.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCommit } from './git/edit.js';
import { gitService } from './git/service.js';
import { createRepository } from './git/create.js';
import { Repository } from './git/repository.js';
import type { Fault, When } from './http/faults.js';
import { GitLabServer } from './http/server.js';
import type { Account, Asked, GitLabOptions, Hook, Level, Limits } from './types.js';
import { World } from './world.js';

export interface FakeGitLab {
  /** Without a slash at its end. */
  readonly url: string;
  readonly token: string;
  readonly projectPath: string;
  /** What a client finds in its environment: GITLAB_URL, GITLAB_TOKEN, GITLAB_PROJECT. */
  readonly env: Readonly<Record<string, string>>;
  /** Path of the bare repository. */
  readonly repository: string;
  /** With the token in it. */
  readonly cloneUrl: string;
  /** Every request of the API so far. */
  readonly asked: readonly Asked[];
  readonly world: World;
  onRequest(hook: Hook | null): void;
  /** Of the next request, or of those that fit. */
  fail(fault: Fault, when?: When): void;
  /** Nothing fails any more. */
  heal(): void;
  /** Milliseconds before each answer. */
  delay(ms: number): void;
  /** Somebody commits to a branch, which is made where it is missing. @returns the commit's id */
  commit(branch: string, files: Readonly<Record<string, FileContent>>, message?: string): Promise<string>;
  stop(): Promise<void>;
}

/** null: it is removed. */
export type FileContent = string | Uint8Array | { readonly mode: string; readonly content: string } | null;

export type { Account, Asked, Fault, GitLabOptions, Hook, Level, When };

const MIB = 1024 * 1024;

const LIMITS: Limits = { body: 300 * MIB, large: 20 * MIB, diffFiles: 1000, diffBytes: 200 * 1024 };

export const ACCOUNTS: readonly Account[] = [
  { username: 'publisher', name: 'Pub Lisher', level: 40, token: 'glpat-publisher-0000' },
  { username: 'developer', name: 'Dev Eloper', level: 30, token: 'glpat-developer-0000' },
  { username: 'reporter', level: 20, token: 'glpat-reporter-00000' },
  { username: 'stranger', level: null, token: 'glpat-stranger-00000' },
  { username: 'reader', level: 40, token: 'glpat-reader-0000000', scopes: ['read_api'] },
  { username: 'late', level: 40, token: 'glpat-late-000000000', state: 'expired' },
];

export async function startGitLab(options: GitLabOptions = {}): Promise<FakeGitLab> {
  const { projectPath = 'platform/images', accounts = ACCOUNTS, prefix = '' } = options;
  const root = mkdtempSync(join(tmpdir(), 'cooperage-gitlab-'));
  const path = join(root, `${projectPath}.git`);
  await createRepository(path);
  const repository = new Repository(path);
  const world = new World(
    repository,
    accounts,
    new Map(Object.entries(options.protectedBranches ?? { main: 40 as const })),
    42,
    projectPath,
    { ...LIMITS, ...options.limits },
    options.mergeMethod ?? 'merge',
    options.preparing ?? 0,
    options.version ?? '15.11.13-ee',
    options.archived ?? false,
  );
  const server = new GitLabServer(world, prefix, gitService(world, root));
  server.onRequest = options.onRequest ?? null;
  const url = await server.listen();
  const token = accounts[0]?.token ?? '';
  return {
    url,
    token,
    projectPath,
    env: { GITLAB_URL: url, GITLAB_TOKEN: token, GITLAB_PROJECT: projectPath },
    repository: path,
    cloneUrl: `${url.replace('://', `://oauth2:${token}@`)}/${projectPath}.git`,
    asked: server.asked,
    world,
    onRequest: (hook) => {
      server.onRequest = hook;
    },
    fail: (fault, when) => server.faults.add(fault, when),
    heal: () => server.faults.clear(),
    delay: (ms) => {
      server.delay = ms;
    },
    commit: (branch, files, message = 'Somebody else was here') =>
      world.exclusively(() => commit(repository, branch, files, message)),
    stop: async () => {
      await server.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function commit(
  repository: Repository,
  branch: string,
  files: Readonly<Record<string, FileContent>>,
  message: string,
): Promise<string> {
  const tip = await repository.tip(branch);
  const parent = tip ?? (await repository.tip('main'));
  const edits = Object.entries(files).map(([path, content]) => {
    if (content === null) return { path, content };
    if (typeof content === 'string') return { path, mode: '100644', content: Buffer.from(content) };
    if ('mode' in content) {
      const submodule = content.mode === '160000';
      const what = submodule ? { blob: content.content } : Buffer.from(content.content);
      return { path, mode: content.mode, content: what };
    }
    return { path, mode: '100644', content };
  });
  const person = { name: 'Somebody Else', email: 'somebody@example.com' };
  const id = await makeCommit(repository, parent === null ? [] : [parent], edits, message, person);
  if (!(await repository.move(branch, id, tip))) throw new Error(`${branch} has moved meanwhile`);
  return id;
}
