import { expect } from 'chai';
import { type FakeController, startJenkins } from '../../../support/jenkins/controller.js';
import { api, ask, post, until } from '../../../support/jenkins/raw.js';

describe('the stand-in Jenkins: what goes wrong', () => {
  let jenkins: FakeController;
  beforeEach(async () => (jenkins = await startJenkins()));
  afterEach(() => jenkins.stop());

  const thrown = async (request: () => Promise<unknown>): Promise<boolean> =>
    request().then(
      () => false,
      () => true,
    );

  it('cuts a connection before anything is done, or after', async () => {
    jenkins.job('a');
    jenkins.fail('cut', { method: 'POST' });
    expect(await thrown(() => post(jenkins, '/job/a/build'))).to.equal(true);
    await jenkins.idle();
    expect(jenkins.builds('a')).to.have.length(0);
    jenkins.fail('lost', { path: /\/build$/ });
    expect(await thrown(() => post(jenkins, '/job/a/build'))).to.equal(true);
    await jenkins.idle();
    expect(jenkins.builds('a')).to.have.length(1);
    expect(jenkins.asked.map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
      'POST /job/a/build',
      'POST /job/a/build',
    ]);
  });

  it('answers with other statuses, pages and redirects, so often and so late as wished', async () => {
    jenkins.fail({ status: 502, body: '<h1>Bad Gateway</h1>' }, { times: 2, skip: 1 });
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await ask(jenkins, '/api/json')).status);
    expect(statuses).to.deep.equal([200, 502, 502, 200]);
    jenkins.fail('html');
    const page = await ask(jenkins, '/api/json');
    expect([page.status, page.headers.get('content-type')]).to.deep.equal([200, 'text/html;charset=utf-8']);
    jenkins.fail('sign-on');
    const moved = await ask(jenkins, '/api/json');
    expect(moved.status).to.equal(302);
    expect(moved.headers.get('location')).to.match(/^https:\/\/sso\./);
  });

  it('breaks off in the middle of a body, or dribbles it', async () => {
    jenkins.fail({ cutAfter: 10 });
    expect(await thrown(async () => (await ask(jenkins, '/api/json')).text())).to.equal(true);
    jenkins.fail({ trickle: 40 });
    expect(await (await ask(jenkins, '/api/json?tree=url')).json()).to.include({ url: `${jenkins.url}/` });
    jenkins.fail('silent');
    jenkins.heal();
    jenkins.fail({ delay: 30 });
    const before = Date.now();
    await ask(jenkins, '/api/json');
    expect(Date.now() - before).to.be.at.least(29);
  });

  it('restarts in the middle of a build, which then goes on', async () => {
    jenkins.job('a');
    jenkins.script('a', { stages: [{ name: 'A', lines: ['one', 'two', 'three'], ms: 150 }] });
    await post(jenkins, '/job/a/build');
    await until(
      () => Promise.resolve(jenkins.builds('a')[0]?.log.text() ?? ''),
      (text) => text.includes('one'),
    );
    const up = jenkins.restart({ refuse: 40, loading: 100 });
    expect(await thrown(() => ask(jenkins, '/api/json'))).to.equal(true);
    const loading = await until(
      () => ask(jenkins, '/api/json').catch(() => null),
      (response) => response !== null,
    );
    expect(loading?.status).to.equal(503);
    expect(loading?.headers.get('content-type')).to.match(/^text\/html/);
    expect(await loading?.text()).to.include('Please wait while Jenkins is getting ready to work');
    await up;
    await jenkins.idle();
    expect(await api(jenkins, '/job/a/1/api/json')).to.include({ result: 'SUCCESS' });
    const text = jenkins.builds('a')[0]?.log.text() ?? '';
    expect(text).to.match(/one\n[^]*Resuming build at [^]*two\n[^]*three\n/);
  });

  it('lets somebody delete what another follows', async () => {
    jenkins.job('a');
    jenkins.script('a', { stages: [{ name: 'A', ms: 10_000 }] });
    await post(jenkins, '/job/a/build');
    await until(
      () => Promise.resolve(jenkins.builds('a').length),
      (count) => count === 1,
    );
    jenkins.remove('a');
    expect((await ask(jenkins, '/job/a/1/logText/progressiveText?start=0')).status).to.equal(404);
    jenkins.job('b');
    await jenkins.run('b');
    jenkins.discard('b', 1);
    expect((await ask(jenkins, '/job/b/1/api/json')).status).to.equal(404);
    expect(await api(jenkins, '/job/b/api/json?tree=nextBuildNumber')).to.include({ nextBuildNumber: 2 });
  });

  it('lies below a path, and may believe in another address', async () => {
    await jenkins.stop();
    jenkins = await startJenkins({ prefix: '/ci', rootUrl: 'https://jenkins.example.com/ci' });
    jenkins.job('a');
    const response = await post(jenkins, '/job/a/build');
    expect(response.headers.get('location')).to.equal('https://jenkins.example.com/ci/queue/item/1/');
    expect((await fetch(jenkins.url.replace('/ci', '/api/json'))).status).to.equal(404);
    await jenkins.idle();
  });
});
