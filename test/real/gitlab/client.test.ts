/** The client against the stand-in: what it sends arrives in a real repository, byte for byte. */
import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import type { GitLabApi } from '../../../compiler/clients/gitlab/api.js';
import { connect } from '../../../compiler/clients/gitlab/client.js';
import type { Answer, GitLabFault, TreeEntry, TreePage } from '../../../compiler/clients/gitlab/types.js';
import { ACCOUNTS, startGitLab, type FakeGitLab } from '../../support/gitlab/server.js';
import { needs } from '../../support/parts.js';

const NAMES = ['a b/#%?&=+;é😀.txt', '.hidden/.a', '%2F/%25', '-x', 'q"\'`$[]{}|<>*', 'x/y.json', '~^:!'];
const BYTES = Uint8Array.from({ length: 256 }, (_, index) => index);

async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  const answer = await call;
  if ('fault' in answer) throw new Error(JSON.stringify(answer.fault));
  return answer.value;
}

async function faultOf(call: Promise<Answer<unknown>>): Promise<GitLabFault> {
  const answer = await call;
  if ('value' in answer) throw new Error(`no fault: ${JSON.stringify(answer.value)}`);
  return answer.fault;
}

describe('the GitLab client, against the stand-in', () => {
  let server: FakeGitLab;
  let gitlab: GitLabApi;
  let first: string;

  before(function () {
    needs(this, 'git');
  });
  beforeEach(async () => {
    server = await startGitLab();
    gitlab = as('publisher');
    first = await server.commit('main', {
      'README.md': 'one\n',
      'bin/run': { mode: '100755', content: '#!/bin/sh\n' },
      'bin/link': { mode: '120000', content: 'run' },
    });
  });
  afterEach(() => server.stop());

  function as(username: string, project = server.projectPath): GitLabApi {
    const token = ACCOUNTS.find((account) => account.username === username)?.token ?? '';
    return connect({ url: server.url, token, project, ca: null, warnings: [] }, { retries: 0 });
  }

  function git(...args: string[]): Buffer {
    return execFileSync('git', ['-C', server.repository, ...args]);
  }

  async function entries(ref: string, folder = ''): Promise<readonly TreeEntry[]> {
    const all: TreeEntry[] = [];
    let page: string | null = null;
    do {
      const found: TreePage = await ask(gitlab.tree(ref, folder, { recursive: true, page }));
      all.push(...found.entries);
      page = found.next;
    } while (page !== null);
    return all;
  }

  it('names of any kind, there and back', async () => {
    const branch = 'feature/#1%2F&é😀';
    const made = await ask(
      gitlab.createCommit({
        branch,
        start: first,
        message: 'Add\n\nnames',
        actions: NAMES.map((path) => ({ action: 'create', path, content: BYTES, executable: true })),
      }),
    );
    expect(made.parents).to.deep.equal([first]);
    const listed = git('ls-tree', '-r', '-z', '--name-only', made.id).toString().split('\0');
    expect(listed).to.include.members(NAMES);
    for (const path of NAMES) {
      expect(git('cat-file', 'blob', `${made.id}:${path}`).equals(BYTES), path).to.equal(true);
      const head = await ask(gitlab.head(branch, path));
      expect(head, path).to.deep.include({ path, size: 256, executable: true, lastCommit: made.id });
      expect(Buffer.from((await ask(gitlab.read(branch, path, 256)))!).equals(BYTES), path).to.equal(true);
      expect(Buffer.from((await ask(gitlab.blob(head!.id, 256)))!).equals(BYTES)).to.equal(true);
      expect((await ask(gitlab.commits(branch, 5, path))).map(({ id }) => id)).to.deep.equal([made.id]);
    }
    expect((await ask(gitlab.branch(branch)))?.commit).to.equal(made.id);
    expect((await ask(gitlab.commit(branch)))?.message).to.equal('Add\n\nnames');
    expect(await ask(gitlab.mergeBase(branch, 'main'))).to.equal(first);
    const { files, complete } = await ask(gitlab.compare('main', branch, true));
    expect([files.map(({ newPath }) => newPath).sort(), complete]).to.deep.equal([[...NAMES].sort(), true]);
    await ask(gitlab.deleteBranch(branch));
    expect(await ask(gitlab.branch(branch))).to.equal(null);
  });

  it('a tree of many pages, with links', async () => {
    const files = Object.fromEntries(Array.from({ length: 250 }, (_, n) => [`many/f${n}`, 'the same\n']));
    const id = await server.commit('main', files);
    const all = await entries('main');
    expect(all.filter(({ type }) => type === 'file')).to.have.length(252);
    expect(all.find(({ path }) => path === 'bin/link')).to.include({ type: 'symlink', executable: false });
    expect(all.find(({ path }) => path === 'bin/run')).to.include({ type: 'file', executable: true });
    expect(await entries(id, 'many')).to.have.length(250);
    expect(await entries(id, 'nothing')).to.have.length(0);
  });

  it('nothing, where there is nothing', async () => {
    expect(await ask(gitlab.head('main', 'no'))).to.equal(null);
    expect(await ask(gitlab.read('main', 'no', 1))).to.equal(null);
    expect(await ask(gitlab.branch('no'))).to.equal(null);
    expect(await ask(gitlab.commit('no'))).to.equal(null);
    expect(await ask(gitlab.user('no'))).to.equal(null);
    expect(await ask(gitlab.mergeRequest(99))).to.equal(null);
    const elsewhere = as('publisher', 'no/project');
    for (const call of [elsewhere.head('main', 'no'), elsewhere.branch('no'), elsewhere.commit('no')])
      expect((await faultOf(call)).reason).to.match(/^the project "no\/project" does not exist/u);
  });

  it('a merge request with notes, comments on lines and statuses, up to its merge', async () => {
    const action = { action: 'update', path: 'README.md', content: Buffer.from('two\n') } as const;
    const request = { branch: 'topic', start: first, message: 'm', actions: [action] };
    const { id: head } = await ask(gitlab.createCommit(request));
    const developer = (await ask(gitlab.user('developer')))!;
    const opened = await ask(
      gitlab.createMergeRequest('topic', 'main', { title: 'T', labels: ['a'], reviewers: [developer.id] }),
    );
    const { iid } = opened;
    expect((await ask(gitlab.mergeRequests({ sourceBranch: 'topic', state: 'opened' })))[0]?.iid).to.equal(
      iid,
    );
    const { diffRefs, ...merge } = (await ask(gitlab.mergeRequest(iid)))!;
    expect(merge).to.deep.include({ head, title: 'T', labels: ['a'], reviewers: [developer] });
    expect((await ask(gitlab.mergeRequestDiff(iid))).map(({ newPath }) => newPath)).to.deep.equal([
      'README.md',
    ]);

    const note = await ask(gitlab.createNote(iid, '# é\n@all'));
    await ask(gitlab.updateNote(iid, note.id, 'second'));
    expect((await ask(gitlab.notes(iid))).map(({ body }) => body)).to.include('second');
    const refs = diffRefs!;
    const position = { refs, oldPath: 'README.md', newPath: 'README.md', oldLine: null, newLine: 1 };
    const { id } = await ask(gitlab.createDiscussion(iid, 'here', position));
    await ask(gitlab.resolveDiscussion(iid, id, true));
    const found = (await ask(gitlab.discussions(iid))).find((each) => each.id === id);
    expect(found?.notes[0]).to.deep.include({ resolved: true, position });
    await ask(gitlab.deleteNote(iid, note.id));
    expect((await ask(gitlab.notes(iid))).map(({ body }) => body)).to.not.include('second');

    const status = { name: 'cooper', state: 'running', description: 'd', url: null } as const;
    await ask(gitlab.setStatus(head, status, 'topic'));
    await ask(gitlab.setStatus(head, status, 'topic'));
    await ask(gitlab.setStatus(head, { ...status, state: 'success' }, 'topic'));
    expect((await ask(gitlab.statuses(head))).map(({ state }) => state)).to.deep.equal(['success']);

    await ask(gitlab.updateMergeRequest(iid, { state: 'close' }));
    await ask(gitlab.updateMergeRequest(iid, { state: 'reopen', title: 'U' }));
    expect((await faultOf(gitlab.merge(iid, first, false))).kind).to.equal('conflict');
    expect((await ask(gitlab.merge(iid, head, true))).state).to.equal('merged');
  });

  it('what is refused leaves the project as it was', async () => {
    const delete_ = { action: 'delete', path: 'README.md' } as const;
    const to = (branch: string, start: string | null, lastCommit = first) => ({
      branch,
      start,
      message: 'm',
      actions: [{ ...delete_, lastCommit }],
    });
    await server.commit('main', { 'README.md': 'theirs\n' });
    await ask(gitlab.createBranch('there', first));
    const refs = git('for-each-ref').toString();
    const kinds: readonly (readonly [string, Promise<Answer<unknown>>])[] = [
      ['conflict', gitlab.createCommit(to('main', null))],
      ['conflict', gitlab.createCommit(to('there', first))],
      ['conflict', gitlab.createBranch('there', first)],
      ['conflict', gitlab.createCommit(to('gone', null))],
      ['forbidden', as('developer').createCommit(to('main', null))],
      ['forbidden', as('reporter').createCommit(to('new', first))],
      ['forbidden', as('reader').createCommit(to('new', first))],
      ['unauthorized', as('late').createCommit(to('new', first))],
      ['missing', as('stranger').createCommit(to('new', first))],
    ];
    for (const [kind, call] of kinds) {
      const fault = await faultOf(call);
      expect(fault.kind, fault.reason).to.equal(kind);
      for (const { token } of ACCOUNTS) expect(JSON.stringify(fault)).to.not.include(token);
    }
    expect(git('for-each-ref').toString()).to.equal(refs);
    expect((await faultOf(as('late').facts())).reason).to.include('has expired');
    expect((await faultOf(as('developer').createCommit(to('main', null)))).reason).to.include(
      'the branch "main" is protected',
    );
  });
});
