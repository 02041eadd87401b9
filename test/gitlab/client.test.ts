import { expect } from 'chai';
import { connect } from '../../compiler/clients/gitlab/client.js';
import type { GitLabApi } from '../../compiler/clients/gitlab/api.js';
import type { Answer, CommitAction, DiffRefs } from '../../compiler/clients/gitlab/types.js';
import { needs } from '../support/parts.js';
import { Project } from './project.js';
import { openTarget, type Target, WHERE } from './target.js';

/** Each call of our client once, against what it is made for. */
describe(`our client and ${WHERE}`, function () {
  let target: Target;
  let project: Project;
  let gitlab: GitLabApi;
  let base: string;
  let first: string;
  const path = 'cooperage-test/a b # % é 😀';

  before(async function () {
    needs(this, 'git');
    target = await openTarget();
    project = new Project(target);
    const { url, token, projectPath } = target;
    gitlab = connect({ url, token, project: projectPath, ca: null, warnings: [] });
    base = project.branch('base');
    await project.makeBranch(base, await project.defaultBranch());
    first = await project.commit(base, 'First', [
      { action: 'create', file_path: 'cooperage-test/a', content: '1\n2\n3\n' },
    ]);
  });
  after(async () => {
    try {
      await project?.removeAll();
    } finally {
      await target?.stop();
    }
  });

  function value<T>(answer: Answer<T>): T {
    if ('fault' in answer) throw new Error(JSON.stringify(answer.fault));
    return answer.value;
  }
  async function some<T>(answer: Promise<Answer<T | null>>): Promise<T> {
    const found = value(await answer);
    if (found === null) throw new Error('not found');
    return found;
  }
  const kind = async (answer: Promise<Answer<unknown>>): Promise<string> => {
    const given = await answer;
    return 'fault' in given ? given.fault.kind : 'none';
  };
  const create = (file: string, text: string | Uint8Array, executable = false): CommitAction => ({
    action: 'create',
    path: file,
    content: Buffer.from(text),
    executable,
  });

  it('knows the server, the project, users', async () => {
    const { version, user } = value(await gitlab.facts());
    expect(version).to.match(/^\d+\.\d+/);
    expect(value(await gitlab.user(user.username))).to.deep.equal(user);
    expect(value(await gitlab.user(`${project.prefix}-nobody`))).to.equal(null);
    const shown = value(await gitlab.project());
    expect([shown.path, shown.archived, shown.defaultBranch !== null]).to.deep.equal([
      target.projectPath,
      false,
      true,
    ]);
  });

  it('makes, lists and removes branches', async () => {
    const name = project.branch('a#b%');
    expect(value(await gitlab.createBranch(name, first))).to.deep.include({
      name,
      commit: first,
      canPush: true,
    });
    expect(await kind(gitlab.createBranch(name, first))).to.not.equal('none');
    expect(value(await gitlab.branches(`^${project.prefix}`)).map((branch) => branch.name)).to.include(name);
    expect((await some(gitlab.branch(name))).commit).to.equal(first);
    value(await gitlab.deleteBranch(name));
    expect(value(await gitlab.branch(name))).to.equal(null);
  });

  it('commits, compares, and finds what two have in common', async () => {
    const branch = project.branch('commits');
    const bytes = Buffer.from([0, 255, 13, 10]);
    const actions = [create(path, bytes, true), create('cooperage-test/c', 'c\n')];
    const made = value(await gitlab.createCommit({ branch, start: first, message: 'Two\n\nMore', actions }));
    expect([made.parents, made.title, made.message.trim()]).to.deep.equal([[first], 'Two', 'Two\n\nMore']);
    expect(await kind(gitlab.createCommit({ branch, start: first, message: 'x', actions }))).to.not.equal(
      'none',
    );
    expect(await some(gitlab.head(branch, path))).to.deep.include({
      size: 4,
      executable: true,
      lastCommit: made.id,
    });
    expect(Buffer.from(await some(gitlab.read(branch, path, 100))).equals(bytes)).to.equal(true);
    expect(await kind(gitlab.read(branch, path, 3))).to.equal('too-large');
    expect(value(await gitlab.read(branch, 'cooperage-test/none', 1000))).to.equal(null);
    const { id } = await some(gitlab.head(branch, path));
    expect(Buffer.from(await some(gitlab.blob(id, 100))).equals(bytes)).to.equal(true);
    expect(value(await gitlab.commits(branch, 5, path)).map((commit) => commit.id)).to.deep.equal([made.id]);
    expect((await some(gitlab.commit(branch))).id).to.equal(made.id);
    expect(value(await gitlab.mergeBase(base, branch))).to.equal(first);
    const { files, complete } = value(await gitlab.compare(base, branch, false));
    expect([files.map(({ newPath }) => newPath).sort(), complete]).to.deep.equal([
      [path, 'cooperage-test/c'].sort(),
      true,
    ]);
    const next = value(
      await gitlab.createCommit({
        branch,
        start: null,
        message: 'Three',
        actions: [
          {
            action: 'move',
            path: 'cooperage-test/d',
            previous: 'cooperage-test/c',
            content: null,
            lastCommit: made.id,
          },
          { action: 'chmod', path, executable: false, lastCommit: made.id },
          { action: 'update', path: 'cooperage-test/a', content: Buffer.from('new'), lastCommit: first },
        ],
      }),
    );
    expect(next.parents).to.deep.equal([made.id]);
    const stale: CommitAction = { action: 'delete', path: 'cooperage-test/a', lastCommit: first };
    expect(await kind(gitlab.createCommit({ branch, start: null, message: 'x', actions: [stale] }))).to.equal(
      'conflict',
    );
  });

  it('reads a tree page by page', async () => {
    const branch = project.branch('tree');
    const many = Array.from({ length: 230 }, (_, at) => create(`cooperage-test/many/${at}`, ''));
    value(await gitlab.createCommit({ branch, start: first, message: 'Many', actions: many }));
    const found: string[] = [];
    let page: string | null = null;
    do {
      const read: { entries: readonly { path: string }[]; next: string | null } = value(
        await gitlab.tree(branch, 'cooperage-test', { recursive: true, page }),
      );
      found.push(...read.entries.map((entry) => entry.path));
      page = read.next;
    } while (page !== null);
    expect([found.length, new Set(found).size]).to.deep.equal([232, 232]);
  });

  it('opens, changes, comments on, and merges a merge request', async () => {
    const branch = project.branch('request');
    const actions: CommitAction[] = [
      { action: 'update', path: 'cooperage-test/a', content: Buffer.from('1\n2\nthree\n') },
    ];
    const commit = value(await gitlab.createCommit({ branch, start: first, message: 'Change', actions }));
    const made = value(
      await gitlab.createMergeRequest(branch, base, {
        title: 'Of a test',
        description: 'One',
        labels: ['a', 'b'],
      }),
    );
    const { iid } = made;
    expect(await kind(gitlab.createMergeRequest(branch, base, { title: 'Twice' }))).to.equal('conflict');
    expect([...made.labels].sort()).to.deep.equal(['a', 'b']);
    const changed = value(await gitlab.updateMergeRequest(iid, { title: 'Changed', description: 'Two' }));
    expect([changed.title, changed.description]).to.deep.equal(['Changed', 'Two']);
    const open = value(
      await gitlab.mergeRequests({ sourceBranch: branch, targetBranch: base, state: 'opened' }),
    );
    expect(open.map((request) => request.iid)).to.deep.equal([iid]);

    const note = value(await gitlab.createNote(iid, 'A note'));
    expect(value(await gitlab.updateNote(iid, note.id, 'Another')).body).to.equal('Another');
    expect(value(await gitlab.notes(iid)).map(({ body }) => body)).to.include('Another');
    value(await gitlab.deleteNote(iid, note.id));
    expect(value(await gitlab.notes(iid)).map(({ body }) => body)).to.not.include('Another');

    const refs = await prepared(iid);
    const paths = { refs, oldPath: 'cooperage-test/a', newPath: 'cooperage-test/a' };
    const here = value(await gitlab.createDiscussion(iid, 'Here', { ...paths, oldLine: null, newLine: 3 }));
    expect(await kind(gitlab.createDiscussion(iid, 'x', { ...paths, oldLine: null, newLine: 99 }))).to.equal(
      'refused',
    );
    value(await gitlab.resolveDiscussion(iid, here.id, true));
    const seen = value(await gitlab.discussions(iid)).find(({ id }) => id === here.id);
    expect(seen?.notes[0]).to.deep.include({ resolvable: true, resolved: true });
    expect(
      value(await gitlab.mergeRequestDiff(iid)).map(({ newPath, kind: what }) => [newPath, what]),
    ).to.deep.equal([['cooperage-test/a', 'changed']]);

    expect(await kind(gitlab.merge(iid, first, true))).to.equal('conflict');
    const merged = value(await gitlab.merge(iid, commit.id, true));
    expect(merged.state).to.equal('merged');
    expect(Buffer.from(await some(gitlab.read(base, 'cooperage-test/a', 99))).toString()).to.equal(
      '1\n2\nthree\n',
    );
  });

  async function prepared(iid: number): Promise<DiffRefs> {
    for (let at = 0; at < 60; at += 1) {
      const { diffRefs } = await some(gitlab.mergeRequest(iid));
      const { merge_status } = await project.done('GET', `/merge_requests/${iid}`);
      if (diffRefs !== null && merge_status === 'can_be_merged') return diffRefs;
      await new Promise((done) => setTimeout(done, 500));
    }
    throw new Error(`!${iid} is never prepared`);
  }

  it('sets statuses, twice the same as well', async () => {
    const status = { name: project.prefix, description: 'Fine', url: null } as const;
    for (const state of ['running', 'running', 'success', 'success'] as const)
      value(await gitlab.setStatus(first, { ...status, state }, base));
    const found = value(await gitlab.statuses(first)).filter(({ name }) => name === project.prefix);
    expect(found.map(({ state }) => state)).to.deep.equal(['success']);
  });

  it('renders', async () => {
    expect(value(await gitlab.render('a & b'))).to.include('a &amp; b');
  });
});
