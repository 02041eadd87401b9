import { expect } from 'chai';
import type { Answered } from '../support/gitlab/ask.js';
import { ask } from '../support/gitlab/ask.js';
import { mentionsOf } from '../support/gitlab/markdown/mentions.js';
import { needs } from '../support/parts.js';
import { Project } from './project.js';
import { isReal, openTarget, type Target, WHERE } from './target.js';

/** What the commands count on, in GitLab's own words: the same for the stand-in and for a real one. */
describe(`what ${WHERE} answers`, function () {
  let target: Target;
  let project: Project;
  let base: string;
  let first: string;
  const actions = [{ action: 'create', file_path: 'cooperage-test/a', content: '1\n2\n3\n' }];

  before(async function () {
    needs(this, 'git');
    target = await openTarget();
    project = new Project(target);
    base = project.branch('base');
    await project.makeBranch(base, await project.defaultBranch());
    first = await project.commit(base, 'First', actions);
  });
  after(async () => {
    try {
      await project?.removeAll();
      if (project) expect(await project.ownBranches()).to.deep.equal([]);
    } finally {
      await target?.stop();
    }
  });

  const commit = (branch: string, more: object): Promise<Answered> =>
    project.call('POST', '/repository/commits', { branch, commit_message: 'More', ...more });
  const refused = async (branch: string, more: object): Promise<string> => {
    const answer = await commit(branch, more);
    expect(answer.status, answer.text).to.equal(400);
    return answer.json.message as string;
  };

  it('makes a branch with its first commit, and refuses a second time', async () => {
    const branch = project.branch('new');
    const more = [{ action: 'create', file_path: 'cooperage-test/b', content: '' }];
    const made = await commit(branch, { start_sha: first, actions: more });
    expect([made.status, made.json.parent_ids], made.text).to.deep.equal([201, [first]]);
    expect(await refused(branch, { start_sha: first, actions: more })).to.equal(
      `A branch called '${branch}' already exists. Switch to that branch in order to make changes`,
    );
  });

  it('refuses to create what is there, and to change what is not', async () => {
    const missing = { action: 'update', file_path: 'cooperage-test/none', content: '' };
    expect(await refused(base, { actions })).to.equal('A file with this name already exists');
    expect(await refused(base, { actions: [missing] })).to.equal("A file with this name doesn't exist");
    expect(await refused(project.branch('none'), { actions })).to.equal(
      'You can only create or edit files when you are on a branch',
    );
    expect(await project.tip(base)).to.equal(first);
  });

  it('refuses to change what somebody has changed meanwhile', async () => {
    const branch = project.branch('changed');
    await project.makeBranch(branch, first);
    const update = { action: 'update', file_path: 'cooperage-test/a', content: 'x\n' };
    const second = await project.commit(branch, 'Second', [update]);
    const stale = { ...update, content: 'y\n', last_commit_id: first };
    expect(await refused(branch, { actions: [stale] })).to.equal(
      'The file has changed since you started editing it: cooperage-test/a',
    );
    expect((await commit(branch, { actions: [{ ...stale, last_commit_id: second }] })).status).to.equal(201);
  });

  it('keeps and changes the mode, whatever the name', async () => {
    const branch = project.branch('modes');
    const path = 'cooperage-test/a b # % é 😀';
    const create = { action: 'create', file_path: path, content: 'AAE=', encoding: 'base64' };
    const chmod = { action: 'chmod', file_path: path, execute_filemode: true };
    const made = await commit(branch, { start_sha: first, actions: [create, chmod] });
    expect(made.status, made.text).to.equal(201);
    const where = `/repository/files/${encodeURIComponent(path)}?ref=${encodeURIComponent(branch)}`;
    const head = await project.call('HEAD', where);
    const header = (name: string): string | null => head.headers.get(`x-gitlab-${name}`);
    expect([header('size'), header('execute-filemode'), header('last-commit-id')]).to.deep.equal([
      '2',
      'true',
      made.json.id,
    ]);
    const to = `${path}2`;
    await commit(branch, { actions: [{ action: 'move', previous_path: path, file_path: to }] });
    const tree = await project.done(
      'GET',
      `/repository/tree?path=cooperage-test&ref=${encodeURIComponent(branch)}`,
    );
    expect(tree.find((entry: { path: string }) => entry.path === to)?.mode).to.equal('100755');
  });

  it('gives pages of a tree by key', async () => {
    const branch = project.branch('pages');
    const many = Array.from({ length: 5 }, (_, at) => ({
      action: 'create',
      file_path: `cooperage-test/p/${at}`,
      content: '',
    }));
    await commit(branch, { start_sha: first, actions: many });
    const query = `path=cooperage-test/p&ref=${encodeURIComponent(branch)}&pagination=keyset&per_page=2`;
    let page = await project.call('GET', `/repository/tree?${query}`);
    const found: string[] = [];
    for (let pages = 0; pages < 5; pages += 1) {
      found.push(...page.json.map(({ name }: { name: string }) => name));
      const token = /[?&]page_token=([^&>]*)[^>]*>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
      if (token === undefined) break;
      page = await project.call('GET', `/repository/tree?${query}&page_token=${token}`);
    }
    expect([...new Set(found)].sort(), found.join()).to.deep.equal(['0', '1', '2', '3', '4']);
  });

  it('says what is not there', async () => {
    const none = async (path: string): Promise<[number, string]> => {
      const { status, json } = await project.call('GET', path);
      return [status, json.message];
    };
    expect(await none('/repository/branches/none')).to.deep.equal([404, '404 Branch Not Found']);
    expect(await none('/repository/commits/none')).to.deep.equal([404, '404 Commit Not Found']);
    expect(await none(`/repository/files/none?ref=${first}`)).to.deep.equal([404, '404 File Not Found']);
    const other = await ask({ ...target, projectPath: `${target.projectPath}-none` }, 'GET', '/projects/:id');
    expect([other.status, other.json.message]).to.deep.equal([404, '404 Project Not Found']);
    const nobody = await ask({ ...target, token: 'glpat-none' }, 'GET', '/projects/:id');
    expect(nobody.status).to.equal(401);
  });

  it('refuses pushes to a protected branch', async () => {
    const branch = project.branch('protected');
    await project.makeBranch(branch, first);
    await project.protect(branch);
    const answer = await commit(branch, { actions: [{ action: 'create', file_path: 'x', content: '' }] });
    expect([answer.status, answer.json.message]).to.deep.equal([
      403,
      '403 Forbidden - You are not allowed to push into this branch',
    ]);
    const shown = await project.done('GET', `/repository/branches/${encodeURIComponent(branch)}`);
    expect([shown.protected, shown.can_push]).to.deep.equal([true, false]);
  });

  it('opens one merge request for two branches, takes comments on lines of its difference, and resolves them', async () => {
    const branch = project.branch('request');
    const update = { action: 'update', file_path: 'cooperage-test/a', content: '1\n2\nthree\n' };
    const head = (await commit(branch, { start_sha: first, actions: [update] })).json.id as string;
    const body = { source_branch: branch, target_branch: base, title: 'Of a test of Cooperage' };
    const { iid } = await project.done('POST', '/merge_requests', body);
    const twice = await project.call('POST', '/merge_requests', body);
    expect([twice.status, twice.json.message]).to.deep.equal([
      409,
      [`Another open merge request already exists for this source branch: !${iid}`],
    ]);
    const refs = await prepared(iid);
    expect(refs['head_sha']).to.equal(head);
    const at = (old_line: number | null, new_line: number | null): Promise<Answered> => {
      const paths = { old_path: 'cooperage-test/a', new_path: 'cooperage-test/a', position_type: 'text' };
      const position = { ...refs, ...paths, old_line, new_line };
      return project.call('POST', `/merge_requests/${iid}/discussions`, { body: 'Here', position });
    };
    const made = await at(null, 3);
    expect(made.status, made.text).to.equal(201);
    expect((await at(1, 1)).status, 'a line that is the same, with both numbers').to.equal(201);
    for (const [old, now] of [
      [null, 1],
      [null, 9],
      [3, 3],
    ] as const) {
      const answer = await at(old, now);
      expect([answer.status, /line_code/.test(answer.text)], `${old} ${now}: ${answer.text}`).to.deep.equal([
        400,
        true,
      ]);
    }
    const path = `/merge_requests/${iid}/discussions/${made.json.id}`;
    expect((await project.done('PUT', path, { resolved: true })).notes[0].resolved).to.equal(true);
  });

  async function prepared(iid: number): Promise<Record<string, string>> {
    for (let at = 0; at < 60; at += 1) {
      const { diff_refs } = await project.done('GET', `/merge_requests/${iid}`);
      if (diff_refs?.head_sha) return diff_refs as Record<string, string>;
      await new Promise((done) => setTimeout(done, 500));
    }
    throw new Error(`!${iid} is never prepared`);
  }

  it('refuses a status that a commit has already, until it has come to its end', async () => {
    const set = (state: string): Promise<Answered> =>
      project.call('POST', `/statuses/${first}`, { state, name: project.prefix, ref: base });
    const answers: unknown[] = [];
    for (const state of ['running', 'running', 'success', 'success', 'running', 'failed']) {
      const { status, json } = await set(state);
      answers.push(
        status === 201 ? 'set' : json.message.startsWith('Cannot transition status via :run from :running'),
      );
    }
    expect(answers).to.deep.equal(['set', true, 'set', 'set', 'set', 'set']);
  });

  // The stand-in does not render.
  const withRenderer = isReal ? it : () => {};
  withRenderer('finds no mention where the stand-in finds none', async () => {
    const { username } = (await ask(target, 'GET', '/user')).json as { username: string };
    const texts = [
      '@',
      '(@',
      '`@',
      '&#64;',
      '\\@',
      '```\n@',
      '    @',
      'x@',
      '<code>&#64;',
      '<!-- @',
      '**@',
      '| @',
    ];
    for (const before of texts) {
      const after =
        before === '`@' ? '`' : before.startsWith('<code>') ? '</code>' : before === '<!-- @' ? ' -->' : '';
      const text = `${before}${username}${before.startsWith('```') ? '\n```' : after}`;
      const body = { text, gfm: true, project: target.projectPath };
      const { json } = await ask(target, 'POST', '/markdown', body);
      const found = /data-reference-type="user"/.test(json.html);
      // It may find more than GitLab does, never less.
      if (mentionsOf(text).length === 0) expect(found, `${text}: ${json.html}`).to.equal(false);
    }
  });
});
