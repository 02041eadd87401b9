import { expect } from 'chai';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { needs } from '../../support/parts.js';
import { ask, type Answered } from '../../support/gitlab/ask.js';
import { type FakeGitLab, startGitLab } from '../../support/gitlab/server.js';

const NO_QUESTIONS = { PATH: process.env['PATH'], GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_NOSYSTEM: '1' };

describe('stand-in GitLab: commits', () => {
  let gitlab: FakeGitLab;
  let first: string;

  before(function () {
    needs(this, 'git');
  });
  beforeEach(async () => {
    gitlab = await startGitLab();
    first = await gitlab.commit('main', {
      'README.md': 'one\n',
      'bin/run': { mode: '100755', content: '#!/bin/sh\n' },
    });
  });
  afterEach(() => gitlab.stop());

  const commit = (body: Record<string, unknown>, token?: string): Promise<Answered> =>
    ask(
      gitlab,
      'POST',
      '/projects/:id/repository/commits',
      { branch: 'topic', commit_message: 'Change', ...body },
      token === undefined ? {} : { token },
    );
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', gitlab.repository, ...args], { encoding: 'utf8' });
  const refuses = async (body: Record<string, unknown>, message: string, status = 400): Promise<void> => {
    const refs = git('for-each-ref');
    const answer = await commit(body);
    expect([answer.status, answer.json], answer.text).to.deep.equal([status, { message }]);
    expect(git('for-each-ref')).to.equal(refs);
  };

  it('creates, updates, moves, deletes and changes the mode in one commit', async () => {
    const content = Buffer.from([0, 255, 10, 13]).toString('base64');
    const answer = await commit({
      start_sha: first,
      actions: [
        {
          action: 'create',
          file_path: 'a b/# %é😀.bin',
          content,
          encoding: 'base64',
          execute_filemode: true,
        },
        { action: 'update', file_path: 'README.md', content: 'two\n' },
        { action: 'move', file_path: 'bin/go', previous_path: 'bin/run' },
      ],
    });
    expect(answer.status, answer.text).to.equal(201);
    expect(answer.json.parent_ids).to.deep.equal([first]);
    expect(git('-c', 'core.quotePath=false', 'diff', '--raw', '--no-abbrev', '-M', first, 'topic')).to.match(
      /M\tREADME.md\n.*100755.*A\t.*a b\/# %é😀.bin"?\n.*100755 100755 .*R100\tbin\/run\tbin\/go\n/,
    );
    const next = await commit({
      actions: [
        { action: 'chmod', file_path: 'bin/go', execute_filemode: false },
        { action: 'delete', file_path: 'README.md' },
        { action: 'create', file_path: 'README.md/inside', content: '' },
      ],
    });
    expect(next.json.parent_ids).to.deep.equal([answer.json.id]);
    expect(git('ls-tree', '-r', '--format=%(objectmode) %(path)', 'topic')).to.include('100644 bin/go\n');
    expect(git('show', 'topic:README.md/inside')).to.equal('');
    expect(git('rev-parse', 'main').trim()).to.equal(first);
  });

  it('shows in a clone what was committed, and takes pushes where they are allowed', async () => {
    await commit({
      start_branch: 'main',
      actions: [{ action: 'chmod', file_path: 'README.md', execute_filemode: true }],
    });
    const folder = mkdtempSync(join(tmpdir(), 'cooperage-clone-'));
    try {
      const run = async (...args: string[]): Promise<string> => {
        const who = ['-c', 'user.name=x', '-c', 'user.email=x@example.com', '-C', folder];
        const { stdout } = await promisify(execFile)('git', [...who, ...args], { env: NO_QUESTIONS });
        return stdout;
      };
      const fails = (...args: string[]): Promise<string> =>
        run(...args).then(
          () => '',
          (problem: Error) => problem.message,
        );
      await run('clone', '--quiet', '--branch', 'topic', gitlab.cloneUrl, '.');
      expect(readFileSync(join(folder, 'README.md'), 'utf8')).to.equal('one\n');
      expect(statSync(join(folder, 'README.md')).mode & 0o111).to.not.equal(0);
      await run('commit', '--quiet', '--allow-empty', '-m', 'By hand');
      await run('push', '--quiet', '-o', 'ci.skip', 'origin', 'topic');
      expect(git('log', '-1', '--format=%s', 'topic').trim()).to.equal('By hand');
      const options = ['create', 'target=main', 'title=By hand, too', 'label=x'].map(
        (each) => `-omerge_request.${each}`,
      );
      await run('push', '--quiet', ...options, 'origin', 'HEAD:by-hand');
      await run('push', '--quiet', ...options, 'origin', '+HEAD~1:by-hand');
      await gitlab.world.exclusively(async () => {});
      const opened = gitlab.world.mergeRequests.map(({ source, target, title, labels }) => [
        source,
        target,
        title,
        ...labels,
      ]);
      expect(opened).to.deep.equal([['by-hand', 'main', 'By hand, too', 'x']]);
      const developer = gitlab.cloneUrl.replace(gitlab.token, 'glpat-developer-0000');
      expect(await fails('push', '--quiet', developer, 'HEAD:main')).to.include(
        'You are not allowed to push code to protected branches on this project.',
      );
      const late = gitlab.cloneUrl.replace(gitlab.token, 'glpat-late-000000000');
      expect(await fails('ls-remote', late)).to.match(/Authentication failed|Access denied/);
      expect(git('rev-parse', 'main').trim()).to.equal(first);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('refuses what does not fit the files, and changes nothing', async () => {
    const create = (file_path: string): unknown[] => [
      { action: 'create', file_path: 'fine', content: '' },
      { action: 'create', file_path, content: '' },
    ];
    const start_sha = first;
    const missing = "A file with this name doesn't exist";
    await refuses({ start_sha, actions: create('README.md') }, 'A file with this name already exists');
    await refuses({ start_sha, actions: create('bin') }, 'A directory with this name already exists');
    await refuses({ start_sha, actions: create('README.md/x') }, 'A file with this name already exists');
    await refuses({ start_sha, actions: create('../x') }, 'Path cannot include directory traversal');
    await refuses({ start_sha, actions: create('a/.git/x') }, "invalid path: 'a/.git/x'");
    await refuses({ start_sha, actions: [{ action: 'update', file_path: 'x', content: '' }] }, missing);
    await refuses({ start_sha, actions: [{ action: 'delete', file_path: 'x' }] }, missing);
    await refuses(
      { start_sha, actions: [{ action: 'chmod', file_path: 'x', execute_filemode: true }] },
      missing,
    );
    await refuses({ start_sha, actions: [{ action: 'move', file_path: 'y', previous_path: 'x' }] }, missing);
  });

  it('makes a branch only where it is not there, and commits to one only where it is', async () => {
    const actions = [{ action: 'create', file_path: 'x', content: '' }];
    await refuses({ actions }, 'You can only create or edit files when you are on a branch');
    await refuses({ actions, start_sha: '0'.repeat(40) }, `Cannot find start_sha '${'0'.repeat(40)}'`);
    await refuses({ actions, start_sha: 'main' }, "Invalid start_sha 'main'");
    expect((await commit({ actions, start_sha: first })).status).to.equal(201);
    const exists = "A branch called 'topic' already exists. Switch to that branch in order to make changes";
    await refuses({ actions, start_sha: first }, exists);
    await refuses({ actions, start_branch: 'main' }, exists);
    const forced = await commit({ actions, start_sha: first, force: true });
    expect(forced.json.parent_ids).to.deep.equal([first]);
    await refuses(
      { actions, start_sha: first, branch: 'a..b' },
      "Something went wrong when we tried to create 'a..b' for you: Branch name is invalid",
    );
  });

  it('compares last_commit_id by the newest commit of the path, as seen from it', async () => {
    const second = await gitlab.commit('main', { 'README.md': 'two\n' });
    const third = await gitlab.commit('main', { other: 'x' });
    const update = (last_commit_id: string): Record<string, unknown> => ({
      branch: 'main',
      actions: [{ action: 'update', file_path: 'README.md', content: 'three\n', last_commit_id }],
    });
    await refuses(update(first), 'The file has changed since you started editing it: README.md');
    expect((await commit(update(third))).status, 'the branch then, not the commit of the file').to.equal(201);
    await refuses(update(second), 'The file has changed since you started editing it: README.md');
    await gitlab.commit('main', { 'README.md': null });
    await refuses(
      { branch: 'main', actions: [{ action: 'delete', file_path: 'README.md', last_commit_id: second }] },
      'The file has changed since you started editing it: README.md',
    );
  });

  it('refuses by rights: a protected branch, an archived project, a token that only reads', async () => {
    const actions = [{ action: 'create', file_path: 'x', content: '' }];
    const message = '403 Forbidden - You are not allowed to push into this branch';
    const developer = await commit({ branch: 'main', actions }, 'glpat-developer-0000');
    expect([developer.status, developer.json]).to.deep.equal([403, { message }]);
    expect((await commit({ actions, start_sha: first }, 'glpat-developer-0000')).status).to.equal(201);
    expect(
      (await commit({ branch: 'b', actions, start_sha: first }, 'glpat-reporter-00000')).status,
    ).to.equal(403);
    const reader = await commit({ branch: 'b', actions, start_sha: first }, 'glpat-reader-0000000');
    expect([reader.status, reader.json.error]).to.deep.equal([403, 'insufficient_scope']);
    gitlab.world.archived = true;
    await refuses({ branch: 'b', actions, start_sha: first }, message, 403);
  });

  it('names parameters that are missing or of a wrong kind', async () => {
    const bad = async (body: Record<string, unknown>): Promise<string> => {
      const answer = await commit({ start_sha: first, ...body });
      expect(answer.status, answer.text).to.equal(400);
      return answer.json.error as string;
    };
    expect(await bad({})).to.equal('actions is missing');
    expect(await bad({ actions: [{ action: 'paint', file_path: 'x' }] })).to.equal(
      'actions[0][action] does not have a valid value',
    );
    expect(await bad({ actions: [{ action: 'update', file_path: 'x' }] })).to.equal(
      'actions[0][content] is missing',
    );
    expect(await bad({ actions: [], commit_message: '' })).to.equal('commit_message is empty');
  });

  it('lets one of two commits win that make the same branch', async () => {
    const actions = [{ action: 'create', file_path: 'x', content: '' }];
    const both = await Promise.all([1, 2].map(() => commit({ actions, start_sha: first })));
    expect(both.map(({ status }) => status).sort()).to.deep.equal([201, 400]);
    expect(git('rev-list', '--count', 'topic').trim()).to.equal('2');
  });
});
