/** What is asked, and what is made of the answers. */
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { connect } from '../../../../compiler/clients/gitlab/client.js';
import type { GitLabApi } from '../../../../compiler/clients/gitlab/api.js';
import type { Answer } from '../../../../compiler/clients/gitlab/types.js';
import { startServer, type Server } from '../jenkins/server.js';

const TOKEN = 'glpat-c0ffee';
const PROJECT = '/api/v4/projects/platform%2Fimages';

interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly json?: unknown;
  readonly body?: string | Uint8Array;
}

describe('the calls of the GitLab client', () => {
  let server: Server;
  let gitlab: GitLabApi;
  let replies: Reply[] = [];

  before(async () => {
    server = await startServer((_asked, response) => {
      const { status = 200, headers = {}, json, body } = replies.shift() ?? { status: 500, json: {} };
      response.writeHead(status, {
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      });
      response.end(json === undefined ? body : JSON.stringify(json));
    });
    const access = { url: server.url, token: TOKEN, project: 'platform/images', ca: null, warnings: [] };
    gitlab = connect(access, { retries: 0 });
  });
  after(() => server.stop());

  async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
    const answer = await call;
    if ('fault' in answer) throw new Error(JSON.stringify(answer.fault));
    return answer.value;
  }

  function given(...next: Reply[]): void {
    replies = next;
    server.asked.length = 0;
  }

  function asked(): string[] {
    return server.asked.map(({ method, path }) => `${method} ${path}`);
  }

  it('the server and the user, with the token in its header', async () => {
    given({ json: { id: 7, username: 'bot', name: 'A \u001b[31mbot' } }, { json: { version: '16.0.1-ee' } });
    expect(await ask(gitlab.facts())).to.deep.equal({
      version: '16.0.1-ee',
      user: { id: 7, username: 'bot', name: 'A [31mbot' },
    });
    expect(asked()).to.deep.equal(['GET /api/v4/user', 'GET /api/v4/metadata']);
    expect(server.asked.map(({ headers }) => headers['private-token'])).to.deep.equal([TOKEN, TOKEN]);
  });

  it('the version of a GitLab before 15.2', async () => {
    given(
      { json: { id: 7, username: 'bot', name: 'Bot' } },
      { status: 404, json: { error: '404 Not Found' } },
      { json: { version: '15.0.0' } },
    );
    expect((await ask(gitlab.facts())).version).to.equal('15.0.0');
  });

  it('a branch, whatever its name holds', async () => {
    given({ json: { name: 'a/b#c%d?é😀', commit: { id: 'c1' }, protected: true, can_push: false } });
    const branch = await ask(gitlab.branch('a/b#c%d?é😀'));
    expect(branch).to.deep.equal({ name: 'a/b#c%d?é😀', commit: 'c1', protected: true, canPush: false });
    const name = decodeURIComponent(server.asked[0]!.path.split('/').pop()!);
    expect(name).to.equal('a/b#c%d?é😀');
  });

  it('no branch', async () => {
    given({ status: 404, json: { message: '404 Branch Not Found' } });
    expect(await ask(gitlab.branch('gone'))).to.equal(null);
  });

  it('asks for no name that would be a step in the address', async () => {
    given();
    expect(await ask(gitlab.branch('..'))).to.equal(null);
    expect(await ask(gitlab.read('main', '../secret', 10))).to.equal(null);
    expect(await ask(gitlab.head('main', 'a/../b'))).to.equal(null);
    expect(await gitlab.deleteBranch('.')).to.have.nested.property('fault.kind', 'refused');
    expect(server.asked).to.have.length(0);
  });

  it('a project that is not there is a fault where a thing would be null', async () => {
    given({ status: 404, json: { message: '404 Project Not Found' } });
    expect(await gitlab.branch('main')).to.have.nested.property('fault.kind', 'missing');
  });

  it('one commit of several actions, in Base64, with the mode of what is new', async () => {
    given({ json: { id: 'c2', parent_ids: ['c1'], title: 'T', message: 'T\n\nB' } });
    const { id, parents } = await ask(
      gitlab.createCommit({
        branch: 'x',
        start: 'c1',
        message: 'T\n\nB',
        actions: [
          { action: 'create', path: 'a b', content: Uint8Array.of(0, 255), executable: true },
          { action: 'update', path: '#', content: new Uint8Array(0), lastCommit: 'c0' },
          { action: 'move', path: 'new', previous: 'old', content: null },
          { action: 'delete', path: '%2F', lastCommit: 'c0' },
          { action: 'chmod', path: 'y', executable: false },
        ],
      }),
    );
    expect({ id, parents }).to.deep.equal({ id: 'c2', parents: ['c1'] });
    expect(asked()).to.deep.equal([`POST ${PROJECT}/repository/commits`]);
    expect(JSON.parse(server.asked[0]!.body)).to.deep.equal({
      branch: 'x',
      start_sha: 'c1',
      commit_message: 'T\n\nB',
      stats: false,
      actions: [
        { action: 'create', file_path: 'a b', content: 'AP8=', encoding: 'base64' },
        { action: 'chmod', file_path: 'a b', execute_filemode: true },
        { action: 'update', file_path: '#', content: '', encoding: 'base64', last_commit_id: 'c0' },
        { action: 'move', file_path: 'new', previous_path: 'old' },
        { action: 'delete', file_path: '%2F', last_commit_id: 'c0' },
        { action: 'chmod', file_path: 'y', execute_filemode: false },
      ],
    });
  });

  it('commits nothing to a path with a step upwards', async () => {
    given();
    const actions = [
      { action: 'create', path: 'a/../../b', content: new Uint8Array(0), executable: false },
    ] as const;
    const answer = await gitlab.createCommit({ branch: 'x', start: null, message: 'm', actions });
    expect(answer).to.have.nested.property('fault.reason').that.includes('a/../../b');
    expect(server.asked).to.have.length(0);
  });

  it('the head of a file', async () => {
    given({
      headers: {
        'x-gitlab-blob-id': 'a'.repeat(40),
        'x-gitlab-size': '12',
        'x-gitlab-execute-filemode': 'true',
        'x-gitlab-last-commit-id': 'c9',
      },
    });
    expect(await ask(gitlab.head('main', '.a/b c%23.sh'))).to.deep.equal({
      path: '.a/b c%23.sh',
      size: 12,
      executable: true,
      id: 'a'.repeat(40),
      lastCommit: 'c9',
    });
    expect(asked()).to.deep.equal([`HEAD ${PROJECT}/repository/files/.a%2Fb%20c%2523.sh?ref=main`]);
  });

  it('its mode from the tree where the header is gone', async () => {
    given(
      { headers: { 'x-gitlab-blob-id': 'a'.repeat(40), 'x-gitlab-size': '0' } },
      { json: [{ path: 'b/x', type: 'blob', mode: '100755', id: 'i' }] },
    );
    expect((await ask(gitlab.head('main', 'b/x')))?.executable).to.equal(true);
  });

  it('the bytes of a file, and no page in their place', async () => {
    const bytes = Uint8Array.of(0, 13, 10, 255);
    const id = createHash('sha1').update('blob 4\0').update(bytes).digest('hex');
    given({ headers: { 'x-gitlab-blob-id': id }, body: bytes });
    expect([...(await ask(gitlab.read('main', 'x', 100)))!]).to.deep.equal([...bytes]);
    given({ headers: { 'x-gitlab-blob-id': id, 'content-type': 'text/html' }, body: '<html>sign in' });
    expect(await gitlab.read('main', 'x', 100)).to.have.nested.property('fault.kind', 'not-gitlab');
    given({ body: bytes });
    expect([...(await ask(gitlab.blob(id, 100)))!]).to.deep.equal([...bytes]);
  });

  it('a file that is too long', async () => {
    given({ headers: { 'x-gitlab-blob-id': 'a'.repeat(40) }, body: 'x'.repeat(101) });
    expect(await gitlab.read('main', 'x', 100)).to.have.nested.property('fault.kind', 'too-large');
    given({ headers: { 'x-gitlab-blob-id': 'a'.repeat(40) }, body: 'x'.repeat(100_000) });
    expect(await gitlab.read('main', 'x', 100)).to.have.nested.property('fault.kind', 'too-large');
    given({ status: 404, json: { message: '404 File Not Found' } });
    expect(await ask(gitlab.read('main', 'x', 1))).to.equal(null);
  });

  it('a tree by keyset pages', async () => {
    const full = Array.from({ length: 100 }, (_, n) => ({
      path: `f${n}`,
      type: 'blob',
      mode: '100644',
      id: `${n}`,
    }));
    const link = `<${server.url}${PROJECT}/repository/tree?page_token=eyJ9%2B&pagination=keyset>; rel="next"`;
    given({ json: full, headers: { link } });
    const first = await ask(gitlab.tree('main', 'a b', { recursive: true, page: null }));
    expect(first.entries).to.have.length(100);
    given({
      json: [
        { path: 's', type: 'blob', mode: '120000', id: '1' },
        { path: 'm', type: 'commit', mode: '160000', id: '2' },
        { path: 'd', type: 'tree', mode: '040000', id: '3' },
        { path: 'x', type: 'blob', mode: '100755', id: '4' },
      ],
    });
    const second = await ask(gitlab.tree('main', 'a b', { recursive: true, page: first.next }));
    expect(second.next).to.equal(null);
    expect(second.entries.map(({ type, executable }) => `${type}${executable ? '*' : ''}`)).to.deep.equal([
      'symlink',
      'submodule',
      'folder',
      'file*',
    ]);
    expect(new URL(server.asked[0]!.path, server.url).searchParams.get('page_token')).to.equal('eyJ9+');
  });

  it('a tree by number where no token comes, and where it is that of a content', async () => {
    const page = [{ path: 'f', type: 'blob', mode: '100644', id: '1' }];
    given({ json: page, headers: { 'x-next-page': '2' } });
    expect((await ask(gitlab.tree('main', '', { recursive: true, page: null }))).next).to.equal('2');
    const link = `<http://gitlab/api?page_token=${'a'.repeat(40)}>; rel="next"`;
    given({ json: page, headers: { link } }, { json: page, headers: { 'x-next-page': '2' } });
    expect((await ask(gitlab.tree('main', '', { recursive: true, page: null }))).next).to.equal('2');
    expect(server.asked[1]!.path).to.include('page=1&').and.not.include('keyset');
  });

  it('a folder that is not there is empty', async () => {
    given({ status: 404, json: { message: '404 invalid revision or path Not Found' } });
    const { entries } = await ask(gitlab.tree('main', 'no', { recursive: false, page: null }));
    expect(entries).to.deep.equal([]);
    given({ status: 404, json: { message: '404 Tree Not Found' } });
    const answer = await gitlab.tree('no', '', { recursive: false, page: null });
    expect(answer).to.have.nested.property('fault.kind', 'missing');
  });

  it('all pages of notes', async () => {
    const author = { id: 1, username: 'maria', name: 'Maria' };
    given(
      { json: [{ id: 1, body: 'a', author, system: false }], headers: { 'x-next-page': '2' } },
      { json: [{ id: 2, body: 'b', author: null, system: true }], headers: { 'x-next-page': '' } },
    );
    const notes = await ask(gitlab.notes(5));
    expect(notes.map(({ id, author: { username } }) => [id, username])).to.deep.equal([
      [1, 'maria'],
      [2, 'ghost'],
    ]);
    expect(asked()[1]).to.equal(
      `GET ${PROJECT}/merge_requests/5/notes?page=2&per_page=100&sort=asc&order_by=created_at`,
    );
  });

  it('merge requests of a branch, and none of a fork', async () => {
    const one = { iid: 3, state: 'opened', source_branch: 'x', source_project_id: 1, target_project_id: 1 };
    given({ json: [{ ...one, iid: 4, source_project_id: 2 }, one] });
    const found = await ask(gitlab.mergeRequests({ sourceBranch: 'x', state: 'opened' }));
    expect(found.map(({ iid }) => iid)).to.deep.equal([3]);
    expect(asked()[0]).to.include('state=opened&source_branch=x');
  });

  it('makes, changes and merges a merge request', async () => {
    const json = { iid: 3, state: 'opened', title: 'T', labels: ['a'], sha: 'h' };
    given({ status: 201, json }, { json }, { json: { ...json, state: 'merged' } });
    await ask(gitlab.createMergeRequest('x', 'main', { title: 'T', labels: ['a', 'b'], reviewers: [4] }));
    await ask(gitlab.updateMergeRequest(3, { description: '', state: 'reopen', removeSourceBranch: true }));
    expect((await ask(gitlab.merge(3, 'h', true))).state).to.equal('merged');
    expect(server.asked.map(({ body }) => JSON.parse(body) as unknown)).to.deep.equal([
      { source_branch: 'x', target_branch: 'main', title: 'T', labels: 'a,b', reviewer_ids: [4] },
      { description: '', remove_source_branch: true, state_event: 'reopen' },
      { sha: 'h', squash: true },
    ]);
  });

  it('a comment on a line of a file with any name', async () => {
    const refs = { base: 'b', start: 's', head: 'h' };
    const position = { refs, oldPath: 'a&b=c', newPath: 'a&b=c', oldLine: null, newLine: 4 };
    const note = { id: 1, body: 'x', resolvable: true, resolved: false };
    const wire = {
      base_sha: 'b',
      start_sha: 's',
      head_sha: 'h',
      old_path: 'a&b=c',
      new_path: 'a&b=c',
      new_line: 4,
    };
    given({ status: 201, json: { id: 'd1', notes: [{ ...note, position: wire }] } }, { json: {} });
    const made = await ask(gitlab.createDiscussion(5, 'x', position));
    expect(made.notes[0]?.position).to.deep.equal(position);
    expect(JSON.parse(server.asked[0]!.body)).to.deep.equal({
      body: 'x',
      position: { position_type: 'text', ...wire },
    });
    await ask(gitlab.resolveDiscussion(5, 'd1', true));
    expect(asked()[1]).to.equal(`PUT ${PROJECT}/merge_requests/5/discussions/d1?resolved=true`);
  });

  it('a status that is already so', async () => {
    const status = { name: 'cooper', state: 'running', description: 'd'.repeat(300), url: null } as const;
    const said = 'Cannot transition status via :run from :running (Reason(s): Status cannot transition)';
    given({ status: 400, json: { message: said } });
    expect(await ask(gitlab.setStatus('c1', status, 'x'))).to.equal(null);
    const sent = JSON.parse(server.asked[0]!.body) as { description: string };
    expect(sent).to.include({ name: 'cooper', state: 'running', ref: 'x' });
    expect(sent.description).to.have.length(255);
    given({ status: 400, json: { message: said.replace(':running', ':success') } });
    expect(await gitlab.setStatus('c1', status)).to.have.property('fault');
  });

  it('the newest status of each name, also of a fork', async () => {
    given({
      json: [
        { id: 9, name: 'cooper', status: 'failed' },
        { id: 4, name: 'cooper', status: 'success' },
        { id: 5, name: 'job', status: 'manual', target_url: 'https://ci/5' },
      ],
    });
    const found = await ask(gitlab.statuses('c1', 12));
    expect(found.map(({ name, state, url }) => [name, state, url])).to.deep.equal([
      ['cooper', 'failed', null],
      ['job', 'pending', 'https://ci/5'],
    ]);
    expect(asked()[0]).to.match(/^GET \/api\/v4\/projects\/12\/repository\/commits\/c1\/statuses/u);
  });

  it('a history as far as it is wanted, and a page of one', async () => {
    const page = Array.from({ length: 100 }, (_, n) => ({ id: `c${n}`, title: 'a\u001b[2Jb' }));
    given({ json: page, headers: { 'x-next-page': '2' } }, { json: page });
    const found = await ask(gitlab.commits('main', 120, 'a b'));
    expect(found).to.have.length(120);
    expect(found[0]?.title).to.equal('a [2Jb');
    given({ json: page.slice(0, 10), headers: { 'x-next-page': '4' } });
    await ask(gitlab.commits('main', 10, undefined, 3));
    expect(asked()).to.deep.equal([`GET ${PROJECT}/repository/commits?page=3&per_page=10&ref_name=main`]);
  });

  it('the diff of a merge request, also before 15.7', async () => {
    const change = { old_path: 'a', new_path: 'b', renamed_file: true, diff: '' };
    given({ status: 404, json: { error: '404 Not Found' } }, { json: { iid: 3, changes: [change] } });
    expect(await ask(gitlab.mergeRequestDiff(3))).to.deep.equal([
      { oldPath: 'a', newPath: 'b', kind: 'renamed', diff: '' },
    ]);
  });

  it('a deletion, which has no answer', async () => {
    given({ status: 204 }, { status: 204 });
    expect(await ask(gitlab.deleteBranch('a b'))).to.equal(null);
    expect(await ask(gitlab.deleteNote(5, 1))).to.equal(null);
    expect(asked()[0]).to.equal(`DELETE ${PROJECT}/repository/branches/a%20b`);
  });
});
