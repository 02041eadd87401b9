/** What stands before a controller, or is none, in plain words, and never with a secret. */
import { expect } from 'chai';
import { connect } from '../../../../compiler/clients/jenkins/client.js';
import type { Answer, JenkinsApi, JenkinsFault } from '../../../../compiler/clients/jenkins/types.js';
import { startServer, type Asked, type Server } from './server.js';

const TOKEN = '11f0c0ffee';
const JENKINS = { 'x-jenkins': '2.516.2', 'content-type': 'text/html;charset=utf-8' };
const WHO = '{"name":"maria"}';

interface Case {
  readonly it: string;
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Whether the account's page answers as Jenkins does. */
  readonly jenkins?: boolean;
  readonly anonymous?: boolean;
  readonly ask?: (jenkins: JenkinsApi) => Promise<Answer<unknown>>;
  readonly kind: JenkinsFault['kind'];
  readonly reason: string;
  /** A part of it. */
  readonly advice: string;
}

const trigger: Case['ask'] = (jenkins) => jenkins.trigger(['nginx'], { image_tag: '1' });

const CASES: readonly Case[] = [
  {
    it: 'a wrong address',
    status: 404,
    headers: { 'content-type': 'text/html' },
    kind: 'not-jenkins',
    reason: 'URL does not answer as Jenkins does, but with text/html',
    advice: 'context path',
  },
  {
    it: 'a page for logging in, with 200',
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<html><form action="/login">',
    kind: 'not-jenkins',
    reason: 'URL does not answer as Jenkins does, but with text/html',
    advice: 'log-in page',
  },
  {
    it: 'a page for logging in where something is changed',
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<html><form action="/login">',
    ask: (jenkins) => jenkins.configure(['nginx'], '<a/>'),
    kind: 'not-jenkins',
    reason: 'URL does not answer as Jenkins does, but with text/html',
    advice: 'log-in page',
  },
  {
    it: 'JSON that is none',
    status: 200,
    headers: { ...JENKINS, 'content-type': 'application/json' },
    body: '{"buildable":',
    kind: 'not-jenkins',
    reason: 'URL does not answer as Jenkins does, but with application/json',
    advice: 'JENKINS_URL',
  },
  {
    it: 'single sign-on elsewhere',
    status: 302,
    headers: { location: 'https://sso.example.com/realms/x/protocol/openid-connect/auth?state=SECRET' },
    kind: 'not-jenkins',
    reason: 'URL leads to a page for logging in (sso.example.com)',
    advice: 'API tokens',
  },
  {
    it: 'another address',
    status: 301,
    headers: { location: 'https://www.example.com/home?a=SECRET' },
    kind: 'not-jenkins',
    reason: 'URL leads elsewhere (www.example.com) for "nginx"',
    advice: 'knows itself',
  },
  {
    it: 'another address, when a build was to be started',
    status: 307,
    headers: { location: 'https://www.example.com/a' },
    ask: trigger,
    kind: 'unknown',
    reason: 'URL leads elsewhere (www.example.com) for "nginx"',
    advice: 'look at the controller',
  },
  {
    it: "Jenkins' own log-in",
    status: 302,
    headers: { location: '/securityRealm/commenceLogin?from=%2F' },
    kind: 'unauthorized',
    reason: 'URL leads to a page for logging in',
    advice: 'JENKINS_TOKEN',
  },
  {
    it: 'single sign-on where something is changed is no success',
    status: 302,
    headers: { location: 'https://sso.example.com/login/oauth/authorize?x' },
    ask: (jenkins) => jenkins.stop(['nginx'], 3),
    kind: 'not-jenkins',
    reason: 'URL leads to a page for logging in (sso.example.com)',
    advice: 'single sign-on',
  },
  {
    it: 'a wrong token',
    status: 401,
    headers: { ...JENKINS, 'www-authenticate': 'Basic realm="Jenkins"' },
    kind: 'unauthorized',
    reason: 'URL does not accept the token of "maria"',
    advice: 'API token',
  },
  {
    it: 'an anonymous client',
    status: 403,
    anonymous: true,
    headers: JENKINS,
    body: "<html><head><meta http-equiv='refresh' content='1;url=/login?from=%2Fapi'/></head><!--\nYou are authenticated as: anonymous\nPermission you need to have (but didn't): hudson.model.Hudson.Read\n-->",
    kind: 'forbidden',
    reason: '"nginx" may not be touched by an anonymous client: the right Overall/Read is missing',
    advice: 'Set JENKINS_USER and JENKINS_TOKEN.',
  },
  {
    it: 'an account that is taken away on the way',
    status: 403,
    headers: { ...JENKINS, 'x-you-are-authenticated-as': 'anonymous' },
    kind: 'forbidden',
    reason: 'URL took no notice of the account "maria"',
    advice: 'Authorization',
  },
  {
    it: 'a right that is missing, of the headers',
    status: 403,
    headers: {
      ...JENKINS,
      'x-you-are-authenticated-as': 'maria',
      'x-required-permission': 'com.cloudbees.plugins.credentials.CredentialsProvider.UseItem',
    },
    kind: 'forbidden',
    reason: '"nginx" may not be touched by "maria": the right Credentials/UseItem is missing',
    advice: 'Ask an administrator to give "maria" the right Credentials/UseItem.',
  },
  {
    it: 'a right that is missing, of the page',
    status: 403,
    headers: JENKINS,
    body: '<p>maria is missing the Job/Build permission</p>',
    ask: trigger,
    kind: 'forbidden',
    reason: '"nginx" may not be touched by "maria": the right Job/Build is missing',
    advice: 'Job/Build',
  },
  {
    it: '403 of something before it',
    status: 403,
    headers: { 'content-type': 'text/html' },
    kind: 'not-jenkins',
    reason: 'URL does not answer as Jenkins does, but with text/html',
    advice: 'log-in page',
  },
  {
    it: '403 without its headers, of a Jenkins',
    status: 403,
    jenkins: true,
    kind: 'forbidden',
    reason: '"nginx" may not be touched by "maria": the right Job/Read is missing',
    advice: 'Job/Read',
  },
  {
    it: 'a job that is gone',
    status: 404,
    headers: JENKINS,
    kind: 'missing',
    reason: '"nginx" does not exist at URL',
    advice: 'deleted',
  },
  {
    it: "a build that is gone, by Jetty's page",
    status: 404,
    jenkins: true,
    ask: (jenkins) => jenkins.build(['nginx'], 9),
    kind: 'missing',
    reason: 'build 9 of "nginx" does not exist at URL',
    advice: 'Job/Read',
  },
  {
    it: 'a job that is disabled',
    status: 409,
    headers: { ...JENKINS, 'content-type': 'text/plain' },
    body: 'nginx is not buildable',
    ask: trigger,
    kind: 'conflict',
    reason: '"nginx" does not allow that now (nginx is not buildable)',
    advice: 'state',
  },
  {
    it: 'a job that takes no parameters',
    status: 400,
    headers: JENKINS,
    body: '<h2>HTTP ERROR 400 nginx is not parameterized</h2><table><tr><th>MESSAGE:</th><td>nginx is not parameterized</td></tr>',
    ask: trigger,
    kind: 'conflict',
    reason: '"nginx" does not allow that now (nginx is not parameterized)',
    advice: 'state',
  },
  {
    it: 'a job of that name',
    status: 400,
    headers: { ...JENKINS, 'x-error': 'A job already exists with the name ?nginx?' },
    ask: (jenkins) => jenkins.create([], 'nginx', '<a/>'),
    kind: 'conflict',
    reason: '"nginx" does not allow that now (A job already exists with the name "nginx")',
    advice: 'state',
  },
  {
    it: 'a fault of the controller, tried once',
    status: 500,
    headers: { ...JENKINS, 'x-error': `oops, ${TOKEN}` },
    kind: 'failed',
    reason: 'URL answered HTTP 500 for "nginx" (oops, ****)',
    advice: 'log of the controller',
  },
  {
    it: 'a controller that is starting',
    status: 503,
    headers: { 'content-type': 'text/html;charset=utf-8' },
    body: '<title>Starting Jenkins</title><h1>Please wait while Jenkins is getting ready to work</h1>',
    kind: 'unreachable',
    reason: 'URL is starting',
    advice: 'minutes',
  },
  {
    it: 'a proxy before it that does not reach it',
    status: 502,
    headers: { 'content-type': 'text/html' },
    kind: 'unreachable',
    reason: 'URL answered HTTP 502: what stands before Jenkins does not reach it',
    advice: 'later',
  },
  {
    it: 'the same, when a build was to be started',
    status: 504,
    ask: trigger,
    kind: 'unknown',
    reason: 'URL answered HTTP 504: what stands before Jenkins does not reach it',
    advice: 'look at the controller',
  },
];

describe('faults of a controller', () => {
  let server: Server;
  let now: Case;
  const said: string[] = [];

  before(async () => {
    server = await startServer((asked: Asked, response) => {
      if (asked.path.startsWith('/whoAmI') && now.jenkins === true)
        return response.writeHead(200, { ...JENKINS, 'content-type': 'application/json' }).end(WHO);
      return response.writeHead(now.status, now.headers ?? {}).end(now.body ?? '');
    });
  });
  after(() => server.stop());

  for (const each of CASES)
    it(each.it, async () => {
      now = each;
      const account =
        each.anonymous === true ? null : ({ user: 'maria', secret: TOKEN, kind: 'token' } as const);
      const jenkins = connect(
        { url: server.url, account, ca: null, warnings: [] },
        { sleep: () => Promise.resolve(), onRetry: (sentence) => said.push(sentence) },
      );
      const found = await (each.ask ?? ((api) => api.job(['nginx'])))(jenkins);
      const { fault } = found as { fault: JenkinsFault };
      expect(fault.kind).to.equal(each.kind);
      expect(fault.status).to.equal(each.status);
      expect(fault.reason.replaceAll(server.url, 'URL')).to.equal(each.reason);
      expect(fault.advice).to.include(each.advice);
      const texts = JSON.stringify([found, said]);
      for (const secret of [TOKEN, btoa(`maria:${TOKEN}`), 'SECRET']) expect(texts).not.to.include(secret);
    });

  it('what it says may hold anything: it stays on its line, short and without secrets', async () => {
    now = {
      ...CASES[0]!,
      status: 500,
      headers: { ...JENKINS, 'content-type': 'text/plain' },
      body: `\x1b[31m\u202eevil\r\n${btoa(`maria:${TOKEN}`)}${'x'.repeat(10_000)}`,
    };
    const account = { user: 'maria', secret: TOKEN, kind: 'token' } as const;
    const found = await connect({ url: server.url, account, ca: null, warnings: [] }).job(['nginx']);
    const { reason } = (found as { fault: JenkinsFault }).fault;
    expect(reason).to.match(/\([[\]31m evil*x]+…\)$/u);
    expect(reason).to.not.match(/[\p{C}\n]/u);
    expect(reason.length).to.be.below(450);
  });
});
