import { expect } from 'chai';
import { needs } from '../../support/parts.js';
import { ask, type Answered } from '../../support/gitlab/ask.js';
import { type FakeGitLab, startGitLab } from '../../support/gitlab/server.js';

describe('stand-in GitLab: merge requests', () => {
  let gitlab: FakeGitLab;
  let main: string;
  let topic: string;

  before(function () {
    needs(this, 'git');
  });
  beforeEach(async () => {
    gitlab = await startGitLab();
    main = await gitlab.commit('main', { a: '1\n2\n3\n' });
    topic = await gitlab.commit('topic', { a: '1\n2\nthree\n', b: 'new\n' });
  });
  afterEach(() => gitlab.stop());

  const call = (method: string, path: string, body?: unknown, token?: string): Promise<Answered> =>
    ask(gitlab, method, `/projects/:id${path}`, body, token === undefined ? {} : { token });
  const open = (more: Record<string, unknown> = {}): Promise<Answered> =>
    call('POST', '/merge_requests', { source_branch: 'topic', target_branch: 'main', title: 'T', ...more });

  it('opens one, and only one for two branches', async () => {
    const made = await open({ description: 'D', labels: 'x,y', reviewer_ids: [12, 999], squash: true });
    expect(made.status, made.text).to.equal(201);
    expect(made.json).to.deep.include({
      iid: 1,
      state: 'opened',
      sha: topic,
      diff_refs: { base_sha: main, start_sha: main, head_sha: topic },
      labels: ['x', 'y'],
      squash: true,
      web_url: `${gitlab.url}/platform/images/-/merge_requests/1`,
    });
    expect(made.json.reviewers.map(({ username }: { username: string }) => username)).to.deep.equal([
      'developer',
    ]);
    const twice = await open();
    expect([twice.status, twice.json]).to.deep.equal([
      409,
      { message: ['Another open merge request already exists for this source branch: !1'] },
    ]);
    const same = await open({ source_branch: 'main' });
    expect([same.status, same.json]).to.deep.equal([
      422,
      { message: ["You can't use same project/branch for source and target"] },
    ]);
    await call('PUT', '/merge_requests/1', { state_event: 'close' });
    expect((await open()).json.iid).to.equal(2);
    const reopened = await call('PUT', '/merge_requests/1', { state_event: 'reopen' });
    expect(reopened.status).to.equal(409);
  });

  it('lets one of two win that open it at the same time', async () => {
    const both = await Promise.all([open(), open()]);
    expect(both.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
  });

  it('lists by branch and state, the newest first', async () => {
    await open();
    await call('PUT', '/merge_requests/1', { state_event: 'close' });
    await open();
    const iids = async (query: string): Promise<number[]> =>
      (await call('GET', `/merge_requests?${query}`)).json.map(({ iid }: { iid: number }) => iid);
    expect(await iids('source_branch=topic&target_branch=main')).to.deep.equal([2, 1]);
    expect(await iids('source_branch=topic&state=opened')).to.deep.equal([2]);
    expect(await iids('source_branch=other')).to.deep.equal([]);
  });

  it('changes what is given and leaves the rest', async () => {
    await open({ description: 'D', labels: 'x' });
    const changed = await call('PUT', '/merge_requests/1', {
      title: 'U',
      add_labels: 'y,z',
      remove_labels: 'x',
    });
    expect(changed.json).to.deep.include({ title: 'U', description: 'D', labels: ['y', 'z'] });
    const long = await call('PUT', '/merge_requests/1', { title: 'x'.repeat(256) });
    expect(long.json).to.deep.equal({ message: { title: ['is too long (maximum is 255 characters)'] } });
    expect((await call('PUT', '/merge_requests/9', { title: 'x' })).json).to.deep.equal({
      message: '404 Not found',
    });
  });

  it('follows its source branch in versions, and shows how it differs', async () => {
    await open();
    const second = await gitlab.commit('topic', { b: null });
    const shown = await call('GET', '/merge_requests/1');
    expect(shown.json.sha).to.equal(second);
    const versions = (await call('GET', '/merge_requests/1/versions')).json as Record<string, unknown>[];
    expect(versions.map((version) => version['head_commit_sha'])).to.deep.equal([second, topic]);
    const old = await call('GET', `/merge_requests/1/versions/${String(versions[1]?.['id'])}`);
    expect(old.json.diffs.map(({ new_path }: { new_path: string }) => new_path)).to.deep.equal(['a', 'b']);
    const now = await call('GET', '/merge_requests/1/diffs');
    expect(now.json).to.have.length(1);
    expect(now.json[0].diff).to.equal('@@ -1,3 +1,3 @@\n 1\n 2\n-3\n+three\n');
    await call('DELETE', '/repository/branches/topic');
    const left = await call('GET', '/merge_requests/1');
    expect([left.json.state, left.json.sha], 'the branch is gone, the request is not').to.deep.equal([
      'opened',
      second,
    ]);
  });

  it('has no differences as long as GitLab prepares them', async () => {
    const slow = await startGitLab({ preparing: 2 });
    try {
      await slow.commit('main', { a: '' });
      await slow.commit('topic', { b: '' });
      const body = { source_branch: 'topic', target_branch: 'main', title: 'T' };
      const made = await ask(slow, 'POST', '/projects/:id/merge_requests', body);
      const refs: unknown[] = [made.json.diff_refs];
      for (let at = 0; at < 3; at += 1)
        refs.push((await ask(slow, 'GET', '/projects/:id/merge_requests/1')).json.diff_refs);
      expect(refs.map((each) => each === null)).to.deep.equal([true, true, true, false]);
    } finally {
      await slow.stop();
    }
  });

  it('merges where the source is as it was seen, squashed or not', async () => {
    await open();
    const moved = await call('PUT', '/merge_requests/1/merge', { sha: main });
    expect([moved.status, moved.json.message]).to.deep.equal([
      409,
      `SHA does not match HEAD of source branch: ${topic}`,
    ]);
    const developer = await call('PUT', '/merge_requests/1/merge', {}, 'glpat-developer-0000');
    expect([developer.status, developer.json.message]).to.deep.equal([401, '401 Unauthorized']);
    await gitlab.commit('main', { c: '' });
    const merged = await call('PUT', '/merge_requests/1/merge', {
      sha: topic,
      squash: true,
      should_remove_source_branch: true,
    });
    expect(merged.json.state, merged.text).to.equal('merged');
    const tree = await call('GET', '/repository/tree');
    expect(tree.json.map(({ path }: { path: string }) => path)).to.deep.equal(['a', 'b', 'c']);
    const tip = await call('GET', '/repository/commits/main');
    expect(tip.json.parent_ids[1]).to.equal(merged.json.squash_commit_sha);
    expect((await call('GET', '/repository/branches/topic')).status).to.equal(404);
    expect((await call('PUT', '/merge_requests/1/merge', {})).status, 'twice').to.equal(405);
  });

  it('refuses a merge with conflicts', async () => {
    await open();
    const tip = await gitlab.commit('main', { a: 'other\n' });
    const answer = await call('PUT', '/merge_requests/1/merge', {});
    expect([answer.status, answer.json.message]).to.deep.equal([422, 'Branch cannot be merged']);
    expect((await call('GET', '/repository/branches/main')).json.commit.id).to.equal(tip);
  });

  it('takes a request for merged whose commits somebody has pushed to the target', async () => {
    await open();
    const move = await gitlab.world.repository.move('main', topic, main);
    expect(move).to.equal(true);
    expect((await call('GET', '/merge_requests/1')).json.state).to.equal('merged');
  });

  it('keeps notes: made, changed and removed by their author or a maintainer', async () => {
    await open();
    const made = await call('POST', '/merge_requests/1/notes', { body: 'Hello' }, 'glpat-developer-0000');
    expect([made.status, made.json.author.username, made.json.system]).to.deep.equal([
      201,
      'developer',
      false,
    ]);
    const path = `/merge_requests/1/notes/${made.json.id}`;
    expect((await call('PUT', path, { body: 'Mine' }, 'glpat-reporter-00000')).status).to.equal(403);
    expect((await call('PUT', path, { body: 'Changed' })).json.body).to.equal('Changed');
    await call('POST', '/merge_requests/1/notes', { body: 'Second' });
    const bodies = async (query = ''): Promise<string[]> =>
      (await call('GET', `/merge_requests/1/notes${query}`)).json.map(({ body }: { body: string }) => body);
    expect(await bodies(), 'the newest first').to.deep.equal(['Second', 'Changed']);
    expect(await bodies('?sort=asc&per_page=1')).to.deep.equal(['Changed']);
    expect((await call('DELETE', path)).status).to.equal(204);
    expect(await bodies()).to.deep.equal(['Second']);
    const long = await call('POST', '/merge_requests/1/notes', { body: 'x'.repeat(1_000_001) });
    expect([long.status, long.json.message]).to.deep.equal([
      400,
      '400 Bad request - Note {:note=>["is too long (maximum is 1000000 characters)"]}',
    ]);
  });

  it('takes down what a text sets off', async () => {
    await open({ description: 'See @all\n/label ~bug' });
    const note = await call('POST', '/merge_requests/1/notes', { body: 'Hi `@all` @developer\n/merge\n' });
    const only = await call('POST', '/merge_requests/1/notes', { body: '/close' });
    expect(note.json.body).to.equal('Hi `@all` @developer');
    expect(only.status).to.equal(202);
    const { executedCommands, mentions } = gitlab.world;
    expect(executedCommands.map(({ what }) => what)).to.deep.equal(['label', 'merge', 'close']);
    expect(mentions.map(({ where, what }) => `${where}: ${what}`)).to.deep.equal([
      'description of !1: @all',
      `note ${note.json.id}: @developer`,
    ]);
  });

  it('takes a comment only on a line of the difference', async () => {
    await open();
    const at = async (path: string, old_line: number | null, new_line: number | null): Promise<Answered> => {
      const refs = { base_sha: main, start_sha: main, head_sha: topic, position_type: 'text' };
      const position = { ...refs, old_path: path, new_path: path, old_line, new_line };
      return call('POST', '/merge_requests/1/discussions', { body: 'Here', position });
    };
    const added = await at('a', null, 3);
    expect(added.status, added.text).to.equal(201);
    expect(added.json.notes[0]).to.deep.include({ type: 'DiffNote', resolvable: true, resolved: false });
    expect(added.json.notes[0].position).to.include({ new_line: 3, old_line: null, head_sha: topic });
    for (const [path, old, now] of [
      ['a', 3, null],
      ['a', 1, 1],
      ['b', null, 1],
    ] as const)
      expect((await at(path, old, now)).status, `${path} ${old} ${now}`).to.equal(201);
    for (const [path, old, now] of [
      ['a', null, 1],
      ['a', 3, 3],
      ['a', null, 4],
      ['c', null, 1],
      ['a', null, null],
    ] as const) {
      const answer = await at(path, old, now);
      expect([answer.status, answer.json.message], `${path} ${old} ${now}`).to.deep.equal([
        400,
        `400 Bad request - Note {:line_code=>["can't be blank", "must be a valid line code"]}`,
      ]);
    }
    const missing = { position_type: 'text', new_path: 'a', new_line: 3 };
    const incomplete = await call('POST', '/merge_requests/1/discussions', { body: 'x', position: missing });
    expect(incomplete.json).to.deep.equal({ error: 'position[base_sha] is missing' });
  });

  it('takes comments on unchanged lines far from what changed', async () => {
    const lines = Array.from({ length: 60 }, (_, at) => `${at + 1}\n`);
    const base = await gitlab.commit('main', { long: lines.join('') });
    const head = await gitlab.commit('far', { long: ['0\n', ...lines].join('') });
    await open({ source_branch: 'far' });
    const refs = { base_sha: base, start_sha: base, head_sha: head, position_type: 'text', new_path: 'long' };
    const status = async (old_line: number, new_line: number): Promise<number> =>
      (
        await call('POST', '/merge_requests/1/discussions', {
          body: 'x',
          position: { ...refs, old_line, new_line },
        })
      ).status;
    expect(await status(50, 51)).to.equal(201);
    expect(await status(50, 50)).to.equal(400);
  });

  it('resolves discussions on lines, and no others', async () => {
    await open();
    const position = {
      base_sha: main,
      start_sha: main,
      head_sha: topic,
      position_type: 'text',
      new_path: 'a',
      new_line: 3,
    };
    const line = await call('POST', '/merge_requests/1/discussions', { body: 'x', position });
    const path = `/merge_requests/1/discussions/${line.json.id}`;
    expect((await call('PUT', path, { resolved: true })).json.notes[0].resolved).to.equal(true);
    expect((await call('PUT', `${path}?resolved=false`)).json.notes[0].resolved).to.equal(false);
    expect((await call('PUT', path, { resolved: true }, 'glpat-reporter-00000')).status).to.equal(403);
    await call('POST', '/merge_requests/1/notes', { body: 'plain' });
    const all = (await call('GET', '/merge_requests/1/discussions')).json;
    expect(all.map(({ individual_note }: { individual_note: boolean }) => individual_note)).to.deep.equal([
      false,
      true,
    ]);
    expect(
      (await call('PUT', `/merge_requests/1/discussions/${all[1].id}`, { resolved: true })).status,
    ).to.equal(403);
    expect(
      (await call('PUT', '/merge_requests/1/discussions/none', { resolved: true })).json.message,
    ).to.equal('404 Discussion Not Found');
  });

  it('changes nothing in an archived project', async () => {
    await open();
    const note = await call('POST', '/merge_requests/1/notes', { body: 'x' });
    gitlab.world.archived = true;
    for (const [method, path, body] of [
      ['POST', '/merge_requests', { source_branch: 'a', target_branch: 'main', title: 'x' }],
      ['PUT', '/merge_requests/1', { title: 'x' }],
      ['POST', '/merge_requests/1/notes', { body: 'x' }],
      ['PUT', `/merge_requests/1/notes/${note.json.id}`, { body: 'x' }],
      ['POST', `/repository/branches?branch=b&ref=main`, undefined],
      ['POST', `/statuses/${topic}`, { state: 'success' }],
    ] as const) {
      const answer = await call(method, path, body);
      expect([answer.status, answer.json.message], `${method} ${path}`).to.deep.equal([403, '403 Forbidden']);
    }
    expect((await call('GET', '')).json.archived).to.equal(true);
  });
});
