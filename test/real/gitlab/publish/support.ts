/** A workspace in a clone of the stand-in, and publishing from it as the command does. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { connect } from '../../../../compiler/clients/gitlab/client.js';
import type { GitLabApi } from '../../../../compiler/clients/gitlab/api.js';
import { nodeFiles } from '../../../../compiler/host/node-files.js';
import {
  publishWorkspace,
  type PublishOptions,
  type PublishResult,
} from '../../../../compiler/publish-workspace.js';
import type { FakeGitLab } from '../../../support/gitlab/server.js';
import { SETTINGS, spec } from '../../../support/workspace.js';

/** Path → content; an object is written as JSON. */
export type Content = Readonly<Record<string, string | Uint8Array | object>>;

export const WORKSPACE: Content = {
  'cooperage.json': SETTINGS,
  'images/web/image.json': spec({ rootfs: 'rootfs', owners: ['developer'] }),
  'images/web/rootfs/etc/motd': 'hello\n',
};

const USER = ['-c', 'user.name=Local', '-c', 'user.email=local@example.com'];

export class Clone {
  readonly path = mkdtempSync(join(tmpdir(), 'cooperage-publish-'));

  constructor(readonly gitlab: FakeGitLab) {
    // Over HTTP it would wait for this process, which waits for it.
    this.git('clone', '--quiet', gitlab.repository, '.');
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', [...USER, '-C', this.path, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
    }).trim();
  }

  write(contents: Content): this {
    for (const [name, content] of Object.entries(contents)) {
      const path = join(this.path, name);
      mkdirSync(dirname(path), { recursive: true });
      const isBytes = typeof content === 'string' || content instanceof Uint8Array;
      writeFileSync(path, isBytes ? content : `${JSON.stringify(content, null, 2)}\n`);
    }
    return this;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** @param signal ends all that is asked: as a process that is killed */
export function clientOf(gitlab: FakeGitLab, signal?: AbortSignal): GitLabApi {
  const { url, token, projectPath } = gitlab;
  return connect(
    { url, token, project: projectPath, ca: null, warnings: [] },
    { sleep: () => Promise.resolve(), retries: 1, ...(signal && { signal }) },
  );
}

/** @param folder of the workspace in the clone */
export function publish(
  clone: Clone,
  options: Partial<PublishOptions> = {},
  folder = '',
): Promise<PublishResult> {
  return publishWorkspace(join(clone.path, folder), {
    gitlab: clientOf(clone.gitlab),
    environment: process.env,
    files: nodeFiles,
    folder: '',
    sleep: () => Promise.resolve(),
    ...options,
  });
}

/** A result that went well; otherwise the test says why not. */
export function good<T extends PublishResult['end']>(
  result: PublishResult,
  end: T,
): Extract<PublishResult, { end: T }> {
  if (result.end === end) return result as Extract<PublishResult, { end: T }>;
  const { plan: _, ...rest } = result as PublishResult & { plan?: unknown };
  throw new Error(`it ended with ${JSON.stringify(rest, null, 2).slice(0, 2000)}`);
}

/** `mode id path` of all files of a branch; null where it is not there. */
export function filesOf(gitlab: FakeGitLab, branch: string): string[] | null {
  const ask = (...args: readonly string[]): string =>
    execFileSync('git', ['-C', gitlab.repository, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  try {
    ask('rev-parse', '--verify', '--quiet', `refs/heads/${branch}`);
  } catch {
    return null;
  }
  return ask('ls-tree', '-r', '-z', '--format=%(objectmode) %(objectname) %(path)', branch)
    .split('\0')
    .slice(0, -1);
}

/** Of a working tree, by git's own index: what a commit of all would hold. */
export function filesHere(clone: Clone): string[] {
  clone.git('add', '--all');
  const listed = clone.git('ls-files', '-z', '--format=%(objectmode) %(objectname) %(path)');
  return listed.split('\0').slice(0, -1);
}

export function branches(gitlab: FakeGitLab): string[] {
  return execFileSync(
    'git',
    ['-C', gitlab.repository, 'for-each-ref', '--format=%(refname:short)', 'refs/heads'],
    {
      encoding: 'utf8',
    },
  )
    .split('\n')
    .filter(Boolean);
}
