/** Crumbs, which a password needs and an API token does not. */
import { expect } from 'chai';
import { connect } from '../../../../compiler/clients/jenkins/client.js';
import type { JenkinsApi } from '../../../../compiler/clients/jenkins/types.js';
import { startServer, type Asked, type Server } from './server.js';

const JENKINS = { 'x-jenkins': '2.516.2' };

describe('crumbs', () => {
  let server: Server;
  /** Crumb and cookie of the session that the controller knows now; null: it wants none. */
  let session: { crumb: string; cookie: string } | null;
  let issued: number;

  const client = (kind: 'token' | 'password'): JenkinsApi =>
    connect(
      { url: `${server.url}/ci`, account: { user: 'maria', secret: 'sesame', kind }, ca: null, warnings: [] },
      { sleep: () => Promise.resolve() },
    );
  const paths = (): string[] => server.asked.map(({ method, path }) => `${method} ${path}`);
  const trigger = (jenkins: JenkinsApi): Promise<unknown> => jenkins.trigger(['nginx'], { a: 'b' });

  before(async () => {
    server = await startServer(({ method, path, headers }: Asked, response) => {
      if (path === '/ci/crumbIssuer/api/json') {
        issued += 1;
        if (session === null) return response.writeHead(404, JENKINS).end();
        const body = { crumbRequestField: 'Jenkins-Crumb', crumb: session.crumb };
        return response
          .writeHead(200, {
            ...JENKINS,
            'content-type': 'application/json',
            'set-cookie': [`JSESSIONID.1=${session.cookie}; Path=/ci; HttpOnly`, 'route=a; Path=/'],
          })
          .end(JSON.stringify(body));
      }
      const cookie = `JSESSIONID.1=${session?.cookie ?? ''}; route=a`;
      const good = headers['jenkins-crumb'] === session?.crumb && headers.cookie === cookie;
      if (method === 'POST' && session !== null && !good)
        return response
          .writeHead(403, { ...JENKINS, 'content-type': 'text/html' })
          .end('<p>No valid crumb was included in the request</p>');
      return response.writeHead(201, { ...JENKINS, location: '/ci/queue/item/5/' }).end();
    });
  });
  beforeEach(() => {
    server.asked.length = issued = 0;
    session = { crumb: 'c1', cookie: 'k1' };
  });
  after(() => server.stop());

  it('a password: asked for once, and sent with the cookies of its session', async () => {
    const jenkins = client('password');
    expect(await trigger(jenkins)).to.deep.equal({ value: 5 });
    expect(await trigger(jenkins)).to.deep.equal({ value: 5 });
    expect(paths()).to.deep.equal([
      'GET /ci/crumbIssuer/api/json',
      'POST /ci/job/nginx/buildWithParameters',
      'POST /ci/job/nginx/buildWithParameters',
    ]);
  });

  it('asked for once by several at once', async () => {
    const jenkins = client('password');
    await Promise.all([trigger(jenkins), trigger(jenkins), jenkins.stop(['nginx'], 3)]);
    expect(issued).to.equal(1);
  });

  it('asked for anew when the session has ended, and the build is started once', async () => {
    const jenkins = client('password');
    await trigger(jenkins);
    session = { crumb: 'c2', cookie: 'k2' };
    expect(await trigger(jenkins)).to.deep.equal({ value: 5 });
    expect(issued).to.equal(2);
    expect(server.asked.filter(({ method }) => method === 'POST').length).to.equal(3);
  });

  it('refused again: told, not tried for ever, and not shown', async () => {
    const jenkins = client('password');
    await trigger(jenkins);
    session = { crumb: 'c1', cookie: 'lost' };
    const asked = server.asked.length;
    const proxy = await startServer(({ path }, response) =>
      path.includes('crumbIssuer')
        ? response
            .writeHead(200, { ...JENKINS, 'content-type': 'application/json' })
            .end('{"crumbRequestField":"Jenkins-Crumb","crumb":"c0ffee"}')
        : response
            .writeHead(403, { ...JENKINS, 'x-error': 'No valid crumb c0ffee' })
            .end('No valid crumb c0ffee'),
    );
    const found = await connect({
      url: proxy.url,
      account: { user: 'maria', secret: 'sesame', kind: 'password' },
      ca: null,
      warnings: [],
    }).trigger(['nginx'], null);
    await proxy.stop();
    expect('fault' in found && found.fault.reason).to.equal(
      `${proxy.url} does not accept its own crumb for "nginx"`,
    );
    expect(proxy.asked.length).to.equal(4);
    expect(JSON.stringify(found)).not.to.match(/c0ffee|sesame/u);
    expect(server.asked.length).to.equal(asked);
  });

  it('a controller that wants none', async () => {
    session = null;
    const jenkins = client('password');
    expect(await trigger(jenkins)).to.deep.equal({ value: 5 });
    expect(server.asked.at(-1)?.headers['jenkins-crumb']).to.equal(undefined);
  });

  it('reading needs none', async () => {
    await client('password').config(['nginx']);
    expect(issued).to.equal(0);
  });

  it('an API token needs none', async () => {
    session = null;
    await trigger(client('token'));
    expect(paths()).to.deep.equal(['POST /ci/job/nginx/buildWithParameters']);
  });

  for (const [what, status, headers, body, kind] of [
    ['a wrong password', 401, JENKINS, '', 'unauthorized'],
    ['a page for logging in', 200, { 'content-type': 'text/html' }, '<form>', 'not-jenkins'],
    ['JSON of something else', 200, { 'content-type': 'application/json' }, '{}', 'not-jenkins'],
    ['single sign-on', 302, { location: '/ci/job/nginx/' }, '', 'not-jenkins'],
    ['a proxy that does not reach it', 502, {}, '', 'unreachable'],
  ] as const)
    it(`${what} in place of a crumb: nothing was sent, and nothing is taken for done`, async () => {
      const other = await startServer((_, response) => response.writeHead(status, headers).end(body));
      const jenkins = connect(
        {
          url: other.url,
          account: { user: 'maria', secret: 'sesame', kind: 'password' },
          ca: null,
          warnings: [],
        },
        { sleep: () => Promise.resolve() },
      );
      const found = await jenkins.configure(['nginx'], '<a/>');
      await other.stop();
      expect('fault' in found && found.fault.kind).to.equal(kind);
      expect(other.asked.every(({ method }) => method === 'GET')).to.equal(true);
    });
});
