import { expect } from 'chai';
import { needs } from '../../support/parts.js';
import { ask, type Answered } from '../../support/gitlab/ask.js';
import { type FakeGitLab, startGitLab } from '../../support/gitlab/server.js';

describe('stand-in GitLab: who asks, and what goes wrong', () => {
  let gitlab: FakeGitLab;

  before(async function () {
    needs(this, 'git');
    gitlab = await startGitLab({ limits: { body: 1000, large: 500 } });
    await gitlab.commit('main', { a: '' });
  });
  after(() => gitlab?.stop());
  afterEach(() => {
    gitlab?.heal();
    gitlab?.onRequest(null);
    gitlab?.delay(0);
  });

  const get = (path: string, token?: string | null): Promise<Answered> =>
    ask(gitlab, 'GET', path, undefined, token === undefined ? {} : { token });

  it('tells who somebody is, and knows others by name', async () => {
    expect((await get('/user')).json).to.deep.include({ id: 11, username: 'publisher' });
    expect((await get('/users?username=Developer')).json[0].id).to.equal(12);
    expect((await get('/users?username=nobody')).json).to.deep.equal([]);
    expect((await get('/version')).json.version).to.equal('15.11.13-ee');
  });

  it('refuses tokens that are unknown, expired, missing', async () => {
    const answers = await Promise.all([
      get('/user', 'glpat-none'),
      get('/user', 'glpat-late-000000000'),
      get('/user', null),
    ]);
    expect(answers.map(({ status }) => status)).to.deep.equal([401, 401, 401]);
    expect(answers.map(({ json }) => json)).to.deep.equal([
      { message: '401 Unauthorized' },
      {
        error: 'invalid_token',
        error_description: 'Token is expired. You can either do re-authorization or token refresh.',
      },
      { message: '401 Unauthorized' },
    ]);
  });

  it('hides a project from whom it does not concern', async () => {
    const mine = await get('/projects/:id');
    expect(mine.json).to.deep.include({
      id: 42,
      path_with_namespace: 'platform/images',
      default_branch: 'main',
    });
    expect(mine.json.permissions.project_access.access_level).to.equal(40);
    const none = { message: '404 Project Not Found' };
    expect((await get('/projects/:id', 'glpat-stranger-00000')).json).to.deep.equal(none);
    expect((await get('/projects/:id', null)).json).to.deep.equal(none);
    expect((await get('/projects/other%2Fproject')).json).to.deep.equal(none);
    expect((await get('/projects/42')).status).to.equal(200);
  });

  it('lets a token that reads read, and nothing else', async () => {
    expect((await get('/projects/:id/repository/tree', 'glpat-reader-0000000')).status).to.equal(200);
    const write = await ask(
      gitlab,
      'POST',
      '/projects/:id/repository/branches',
      { branch: 'b', ref: 'main' },
      {
        token: 'glpat-reader-0000000',
      },
    );
    expect([write.status, write.json.error, write.json.scope]).to.deep.equal([
      403,
      'insufficient_scope',
      'api',
    ]);
  });

  it('shows branches, with who may push', async () => {
    const may = async (token: string): Promise<boolean[]> => {
      const { json } = await get('/projects/:id/repository/branches/main', token);
      return [json.protected, json.can_push, json.default];
    };
    expect(await may(gitlab.token)).to.deep.equal([true, true, true]);
    expect(await may('glpat-developer-0000')).to.deep.equal([true, false, true]);
    expect((await get('/projects/:id/repository/branches/none')).json).to.deep.equal({
      message: '404 Branch Not Found',
    });
    const path = '/projects/:id/repository/branches';
    const make = (branch: string, ref: string): Promise<Answered> =>
      ask(gitlab, 'POST', path, { branch, ref });
    expect((await make('feature/# é', 'main')).json.message).to.equal('Branch name is invalid');
    expect((await make('feature/#é', 'main')).status).to.equal(201);
    expect((await make('feature/#é', 'main')).json.message).to.equal('Branch already exists');
    expect((await make('x', 'none')).json.message).to.equal(
      "Failed to create branch 'x': invalid reference name 'none'",
    );
    const found = await get(`${path}?search=^feature`);
    expect(found.json.map(({ name }: { name: string }) => name)).to.deep.equal(['feature/#é']);
    expect((await ask(gitlab, 'DELETE', `${path}/feature%2F%23%C3%A9`)).status).to.equal(204);
    const main = await ask(gitlab, 'DELETE', `${path}/main`);
    expect([main.status, main.json.message]).to.deep.equal([
      400,
      'The default branch of a project cannot be deleted.',
    ]);
  });

  it('says how long to wait', async () => {
    gitlab.fail({ limited: 3 });
    const answer = await get('/user');
    expect([answer.status, answer.text]).to.deep.equal([429, 'Retry later\n']);
    expect(answer.headers.get('retry-after')).to.equal('3');
    expect(answer.headers.get('ratelimit-remaining')).to.equal('0');
    const reset = Number(answer.headers.get('ratelimit-reset')) - Date.now() / 1000;
    expect(reset).to.be.within(1, 4);
    expect((await get('/user')).status).to.equal(200);
  });

  it('answers with a page of the web server where a request is too large, or all is down', async () => {
    const large = await ask(gitlab, 'POST', '/markdown', { text: 'x'.repeat(1001) });
    expect([large.status, large.headers.get('content-type')]).to.deep.equal([413, 'text/html']);
    expect(large.text).to.include('<h1>413 Request Entity Too Large</h1>');
    gitlab.fail({ status: 502 }, { path: '/user', skip: 1 });
    expect((await get('/user')).status).to.equal(200);
    expect((await get('/user')).text).to.include('<h1>502 Bad Gateway</h1>');
  });

  it('takes only three large commits in half a minute', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 4; at += 1) {
      const actions = [{ action: 'create', file_path: `large/${at}`, content: 'x'.repeat(500) }];
      const body = { branch: 'main', commit_message: 'Large', actions };
      statuses.push((await ask(gitlab, 'POST', '/projects/:id/repository/commits', body)).status);
    }
    expect(statuses).to.deep.equal([201, 201, 201, 429]);
  });

  it('cuts connections before and after the effect', async () => {
    const make = (branch: string): Promise<number | string> =>
      ask(gitlab, 'POST', '/projects/:id/repository/branches', { branch, ref: 'main' }).then(
        ({ status }) => status,
        (problem: Error) => problem.message,
      );
    const is = async (branch: string): Promise<boolean> =>
      (await gitlab.world.repository.tip(branch)) !== null;
    gitlab.fail('cut');
    expect([await make('one'), await is('one')]).to.deep.equal(['fetch failed', false]);
    gitlab.fail('lost');
    expect([await make('two'), await is('two')]).to.deep.equal(['fetch failed', true]);
    gitlab.fail({ afterwards: 504 });
    expect([await make('three'), await is('three')]).to.deep.equal([504, true]);
    gitlab.fail({ cutAfter: 5 });
    expect(await make('four')).to.equal('terminated');
  });

  it('calls before and after each request, and can make them fail there', async () => {
    const seen: string[] = [];
    gitlab.onRequest(async ({ method, path }, phase) => {
      seen.push(`${phase} ${method} ${path}`);
      if (phase === 'before' && path === '/api/v4/version') await gitlab.commit('race', { x: '' });
      return phase === 'after' && path === '/api/v4/user' ? 'lost' : undefined;
    });
    await get('/version');
    expect(await gitlab.world.repository.tip('race')).to.not.equal(null);
    expect(await get('/user').catch((problem: Error) => problem.message)).to.equal('fetch failed');
    expect(seen).to.deep.equal([
      'before GET /api/v4/version',
      'after GET /api/v4/version',
      'before GET /api/v4/user',
      'after GET /api/v4/user',
    ]);
    expect(gitlab.asked.slice(-2).map(({ path }) => path)).to.deep.equal(['/api/v4/version', '/api/v4/user']);
  });

  it('takes its time when told to', async () => {
    gitlab.delay(60);
    const start = performance.now();
    await get('/user');
    expect(performance.now() - start).to.be.greaterThan(55);
  });

  it('lies below a path where it is told to', async () => {
    const below = await startGitLab({ prefix: '/gitlab' });
    try {
      expect(below.url).to.match(/\/gitlab$/);
      expect((await ask(below, 'GET', '/user')).status).to.equal(200);
      expect(
        (await ask(below, 'GET', '/projects/:id')).json.default_branch,
        'nothing committed yet',
      ).to.equal(null);
    } finally {
      await below.stop();
    }
  });
});
