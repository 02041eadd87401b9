import { expect } from 'chai';
import { needs } from '../../support/parts.js';
import { ask, type Answered } from '../../support/gitlab/ask.js';
import { type FakeGitLab, startGitLab } from '../../support/gitlab/server.js';

describe('stand-in GitLab: statuses of commits', () => {
  let gitlab: FakeGitLab;
  let commit: string;

  before(function () {
    needs(this, 'git');
  });
  beforeEach(async () => {
    gitlab = await startGitLab();
    commit = await gitlab.commit('main', { a: '' });
  });
  afterEach(() => gitlab.stop());

  const set = (state: string, more: Record<string, unknown> = {}, token?: string): Promise<Answered> =>
    ask(
      gitlab,
      'POST',
      `/projects/:id/statuses/${commit}`,
      { state, name: 'cooper', ...more },
      token === undefined ? {} : { token },
    );
  const list = async (query = ''): Promise<string[]> => {
    const { json } = await ask(gitlab, 'GET', `/projects/:id/repository/commits/${commit}/statuses${query}`);
    return (json as { name: string; status: string }[]).map(({ name, status }) => `${name}: ${status}`);
  };

  it('goes from pending to running to an end, and begins anew afterwards', async () => {
    const answers = [];
    for (const state of ['pending', 'running', 'success', 'success', 'pending', 'failed'])
      answers.push((await set(state)).status);
    expect(answers).to.deep.equal([201, 201, 201, 201, 201, 201]);
    expect(await list()).to.deep.equal(['cooper: failed']);
    expect(await list('?all=true')).to.deep.equal(['cooper: success', 'cooper: success', 'cooper: failed']);
  });

  it('refuses a state that it is in, and one that it was in before', async () => {
    const refused = async (state: string): Promise<string> => {
      const answer = await set(state);
      expect(answer.status, answer.text).to.equal(400);
      return answer.json.message as string;
    };
    await set('pending');
    expect(await refused('pending')).to.match(/^Cannot transition status via :enqueue from :pending/);
    await set('running');
    expect(await refused('running')).to.match(/^Cannot transition status via :run from :running/);
    expect(await refused('pending')).to.match(/^Cannot transition status via :enqueue from :running/);
    expect(await list()).to.deep.equal(['cooper: running']);
  });

  it('keeps them apart by name', async () => {
    await set('success', { description: 'Fine', target_url: 'https://example.com/1' });
    await set('running', { name: 'images/nginx' });
    expect(await list()).to.deep.equal(['cooper: success', 'images/nginx: running']);
    expect(await list('?name=cooper')).to.deep.equal(['cooper: success']);
  });

  it('refuses what it does not know, and who may not', async () => {
    expect((await set('great')).json).to.deep.equal({ error: 'state does not have a valid value' });
    expect((await set('success', {}, 'glpat-reporter-00000')).status).to.equal(403);
    expect((await set('success', { target_url: 'javascript:alert(1)' })).status).to.equal(400);
    expect((await set('success', { description: 'x'.repeat(256) })).status).to.equal(400);
    const none = await ask(gitlab, 'POST', `/projects/:id/statuses/${'0'.repeat(40)}`, { state: 'success' });
    expect(none.json).to.deep.equal({ message: '404 Commit Not Found' });
  });
});
