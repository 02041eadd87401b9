/** A workspace in a stand-in GitLab, with a merge request that breaks and changes something. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { connect } from '../../../compiler/clients/gitlab/client.js';
import { startGitLab, type FakeGitLab } from '../../support/gitlab/server.js';
import type { Discussion, MergeRequest } from '../../support/gitlab/world.js';
import { cooperWith, SETTINGS, type Output } from '../../support/workspace.js';
import { gitIn } from '../git/repository.js';

export const SPEC = 'images/web/image.json';

/** A valid spec of five lines, with more lines behind the second. */
export const specWith = (...lines: string[]): string =>
  [
    '{',
    '  "name": "web",',
    ...lines.map((line) => `  ${line},`),
    '  "from": "debian:12",',
    '  "user": "app"',
    '}',
    '',
  ].join('\n');

export class Reviewed {
  readonly top = mkdtempSync(join(tmpdir(), 'cooperage-review-'));
  readonly clone = join(this.top, 'clone');

  private constructor(
    readonly gitlab: FakeGitLab,
    /** Of the workspace in its repository. */
    readonly folder: string,
  ) {}

  /** `main` is fine; `change` has an open merge request and no difference yet, but for a file that is none of ours. */
  static async start(folder = ''): Promise<Reviewed> {
    const gitlab = await startGitLab();
    const reviewed = new Reviewed(gitlab, folder);
    // Not over HTTP: the server runs in this process, which waits for git.
    gitIn(reviewed.top, 'clone', '--quiet', gitlab.repository, reviewed.clone);
    gitIn(reviewed.clone, 'checkout', '--quiet', '-B', 'main');
    reviewed.write('cooperage.json', JSON.stringify({ ...SETTINGS, policy: { 'no-root-user': 'warn' } }));
    reviewed.write(SPEC, specWith());
    await reviewed.push('main');
    gitIn(reviewed.clone, 'checkout', '--quiet', '-B', 'change');
    reviewed.write('README.md', 'A change.\n');
    await reviewed.push('change');
    await reviewed.open();
    return reviewed;
  }

  async stop(): Promise<void> {
    await this.gitlab.stop();
    rmSync(this.top, { recursive: true, force: true });
  }

  get root(): string {
    return join(this.clone, this.folder);
  }

  get head(): string {
    return gitIn(this.clone, 'rev-parse', 'HEAD').trim();
  }

  get mergeRequest(): MergeRequest {
    return this.gitlab.world.mergeRequests.at(-1)!;
  }

  /** Those at lines. */
  get comments(): Discussion[] {
    return this.mergeRequest.discussions.filter(({ individual }) => !individual);
  }

  get notes(): string[] {
    return this.mergeRequest.discussions
      .filter(({ individual }) => individual)
      .map(({ notes }) => notes[0]!.body);
  }

  /** `name state` of every status, as each is now. */
  get statuses(): string[] {
    return this.gitlab.world.statuses.map(({ name, state }) => `${name} ${state}`);
  }

  write(path: string, text: string): void {
    const absolute = join(this.root, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, text);
  }

  /** Compiles what has no errors, commits all and pushes it. */
  async push(branch: string): Promise<void> {
    await cooperWith(process.env, '-C', this.root, 'compile', '--keep-going');
    gitIn(this.clone, 'add', '--all');
    gitIn(this.clone, 'commit', '--quiet', '--allow-empty', '--message', 'A change');
    gitIn(this.clone, 'push', '--quiet', 'origin', `HEAD:${branch}`);
    gitIn(this.clone, 'fetch', '--quiet', 'origin');
  }

  /** The spec of the change, pushed. */
  async change(text: string): Promise<void> {
    this.write(SPEC, text);
    await this.push('change');
  }

  async open(): Promise<void> {
    const { url, token, projectPath } = this.gitlab;
    const access = { url, token, project: projectPath, ca: null, warnings: [] };
    const made = await connect(access).createMergeRequest('change', 'main', { title: 'A change' });
    if ('fault' in made) throw new Error(made.fault.reason);
  }

  review(...options: string[]): Promise<Output> {
    return this.reviewWith({}, ...options);
  }

  reviewWith(env: Readonly<Record<string, string>>, ...options: string[]): Promise<Output> {
    const { PATH } = process.env;
    return cooperWith({ PATH, ...this.gitlab.env, ...env }, '-C', this.root, 'review', ...options);
  }
}
