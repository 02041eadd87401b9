/** The client against a real HTTP server on this machine that behaves as registries do, and as they should not. */
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import { RegistryClient, type RegistryOptions } from '../../../../compiler/clients/registry/client.js';
import type { RegistryFault } from '../../../../compiler/clients/registry/fault.js';
import { parseReference } from '../../../../compiler/reference/reference.js';
import { startStandIn, type Asked, type StandIn } from '../../../support/http-stand-in.js';

const TYPE = 'application/vnd.oci.image.index.v1+json';
const BODY = '{"schemaVersion":2}';
const DIGEST = `sha256:${createHash('sha256').update(BODY).digest('hex')}`;
const ACCOUNT = { user: 'me', password: 'correct "horse" ü' };
const BASIC = `Basic ${Buffer.from('me:correct "horse" ü').toString('base64')}`;

type Answer = (asked: Asked, response: ServerResponse, count: number) => void;

const good: Answer = ({ method }, response) => {
  response.writeHead(200, { 'content-type': TYPE, 'docker-content-digest': DIGEST });
  response.end(method === 'HEAD' ? '' : BODY);
};

function answer(status: number, headers: Record<string, string> = {}, body = ''): Answer {
  return (_, response) => void response.writeHead(status, headers).end(body);
}

describe('clients/registry/client', () => {
  const standIns: StandIn[] = [];
  let waits: number[];
  let told: string[];
  beforeEach(() => {
    waits = [];
    told = [];
  });
  afterEach(async () => {
    await Promise.all(standIns.splice(0).map((each) => each.stop()));
  });

  async function start(handler: Answer): Promise<StandIn> {
    const standIn = await startStandIn(handler);
    standIns.push(standIn);
    return standIn;
  }

  function client(address: string, options: RegistryOptions = {}): RegistryClient {
    return new RegistryClient({
      plainHttp: new Set([address]),
      sleep: async (milliseconds) => void waits.push(milliseconds),
      onRetry: (sentence) => void told.push(sentence.replace(address, 'R')),
      timeout: 2000,
      ...options,
    });
  }

  /** What the client says of `base/image:1` there. */
  async function resolve(standIn: StandIn, options: RegistryOptions = {}): Promise<string | RegistryFault> {
    const reference = parseReference(`${standIn.address}/base/image:1`);
    const found = await client(standIn.address, options).resolve(reference!);
    return 'digest' in found ? found.digest : found.fault;
  }

  async function faultOf(handler: Answer, options: RegistryOptions = {}): Promise<RegistryFault> {
    const standIn = await start(handler);
    const found = await resolve(standIn, options);
    if (typeof found === 'string') throw new Error(`resolved to ${found}`);
    return { ...found, reason: found.reason.replaceAll(standIn.address, 'R') };
  }

  const asked = (standIn: StandIn): string[] => standIn.asked.map(({ method, path }) => `${method} ${path}`);

  it('asks once, by HEAD, and accepts all four kinds of manifest', async () => {
    const standIn = await start(good);
    expect(await resolve(standIn)).to.equal(DIGEST);
    expect(asked(standIn)).to.deep.equal(['HEAD /v2/base/image/manifests/1']);
    for (const type of [
      'vnd.oci.image.index.v1+json',
      'vnd.oci.image.manifest.v1+json',
      'vnd.docker.distribution.manifest.v2+json',
      'vnd.docker.distribution.manifest.list.v2+json',
    ])
      expect(standIn.asked[0]?.accept).to.include(type);
  });

  it('without a digest in the header it takes that of the bytes', async () => {
    const standIn = await start(answer(200, { 'content-type': `${TYPE}; charset=utf-8` }, BODY));
    expect(await resolve(standIn)).to.equal(DIGEST);
    expect(asked(standIn).map((line) => line.split(' ')[0])).to.deep.equal(['HEAD', 'GET']);
  });

  it('where HEAD is not known too', async () => {
    const standIn = await start((now, response, count) =>
      now.method === 'HEAD' ? answer(405)(now, response, count) : good(now, response, count),
    );
    expect(await resolve(standIn)).to.equal(DIGEST);
  });

  it('a digest that is not that of the bytes is told', async () => {
    const wrong = { 'content-type': TYPE, 'docker-content-digest': 'sha256:123' };
    expect((await faultOf(answer(200, wrong, BODY))).reason).to.equal(
      'R states another digest than its manifest has',
    );
  });

  it('a page is no manifest', async () => {
    const { kind, reason, advice } = await faultOf(answer(200, { 'content-type': 'text/html' }, '<html>'));
    expect(kind).to.equal('failed');
    expect(reason).to.include('R answered with text/html');
    expect(advice).to.include('log-in page');
    expect((await faultOf(answer(200, {}, BODY))).reason).to.include('something without a type');
  });

  it('an endless answer is not read', async () => {
    const { reason } = await faultOf(({ method }, response) => {
      response.writeHead(200, { 'content-type': TYPE });
      if (method === 'HEAD') return void response.end();
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65536)));
        response.once('drain', more);
      };
      more();
    });
    expect(reason).to.equal('R answered with more than 4096 KiB');
  });

  it('no such image: as the registry words it', async () => {
    const body = JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] });
    const { kind, reason } = await faultOf(answer(404, {}, body));
    expect(kind).to.equal('missing');
    expect(reason).to.equal('R has no such image (MANIFEST_UNKNOWN: manifest unknown)');
    for (const other of ['{', '[]', 'null', '{"errors":{}}', '{"errors":[null]}', '<p>'])
      expect((await faultOf(answer(404, {}, other))).reason).to.equal('R has no such image');
  });

  describe('log-in', () => {
    const bearer = (realm: string): Answer =>
      answer(401, { 'www-authenticate': `Bearer realm="${realm}",service="a registry"` });

    /** A registry with tokens; `grant` answers for the token service. */
    const withTokens =
      (grant: Answer, token = 'tok.en'): Answer =>
      (now, response, count) => {
        if (now.path.startsWith('/token')) grant(now, response, count);
        else if (now.authorization === `Bearer ${token}`) good(now, response, count);
        else bearer(`http://${response.req.headers.host}/token?x=1`)(now, response, count);
      };

    it('fetches a token, with the account, for this repository only', async () => {
      for (const field of ['token', 'access_token']) {
        const standIn = await start(withTokens(answer(200, {}, JSON.stringify({ [field]: 'tok.en' }))));
        expect(await resolve(standIn, { account: () => ACCOUNT })).to.equal(DIGEST);
        const token = standIn.asked.find(({ path }) => path.startsWith('/token'));
        expect(token?.path).to.equal(
          '/token?x=1&service=a+registry&scope=repository%3Abase%2Fimage%3Apull&account=me',
        );
        expect(token?.authorization).to.equal(BASIC);
        expect(standIn.asked.filter(({ authorization }) => authorization === BASIC)).to.have.length(1);
      }
    });

    it('and without an account', async () => {
      const standIn = await start(withTokens(answer(200, {}, '{"token":"tok.en"}')));
      expect(await resolve(standIn)).to.equal(DIGEST);
      expect(standIn.asked.every(({ authorization }) => !authorization?.startsWith('Basic'))).to.equal(true);
    });

    it('Basic, where the registry asks for it, never before', async () => {
      const standIn = await start((now, response, count) =>
        now.authorization === BASIC
          ? good(now, response, count)
          : answer(401, { 'www-authenticate': 'Basic realm="r"' })(now, response, count),
      );
      expect(await resolve(standIn, { account: () => ACCOUNT })).to.equal(DIGEST);
      expect(standIn.asked.map(({ authorization }) => authorization)).to.deep.equal([undefined, BASIC]);
    });

    it('the account of one registry goes to no other', async () => {
      const standIn = await start(answer(401, { 'www-authenticate': 'Basic realm="r"' }));
      await resolve(standIn, { account: (registry) => (registry === 'r.example.com' ? ACCOUNT : null) });
      expect(standIn.asked.every(({ authorization }) => authorization === undefined)).to.equal(true);
    });

    it('a refused account is told by its name, never by its password', async () => {
      const echo: Answer = ({ authorization }, response) => {
        const message = `${authorization} ${ACCOUNT.password} wrong`;
        response
          .writeHead(401, { 'www-authenticate': 'Basic realm="r"' })
          .end(JSON.stringify({ errors: [{ code: 'UNAUTHORIZED', message }] }));
      };
      const fault = await faultOf(echo, { account: () => ACCOUNT });
      expect(fault.kind).to.equal('refused');
      expect(fault.reason).to.equal(
        'R does not let the account "me" read the image (UNAUTHORIZED: Basic **** **** wrong)',
      );
      const refused = await faultOf(withTokens(answer(401)), { account: () => ACCOUNT });
      expect(refused.reason).to.equal('R does not accept the account "me"');
      for (const text of [fault, refused].map((each) => JSON.stringify(each)))
        expect(text).to.not.include('horse').and.not.include(BASIC.slice(6));
    });

    it('nor is a token', async () => {
      const denied = JSON.stringify({ errors: [{ code: 'DENIED', message: 'no: tok.en' }] });
      const grant = answer(200, {}, '{"token":"tok.en"}');
      const { kind, reason } = await faultOf((now, response, count) =>
        now.authorization === 'Bearer tok.en'
          ? answer(403, {}, denied)(now, response, count)
          : withTokens(grant)(now, response, count),
      );
      expect(kind).to.equal('refused');
      expect(reason).to.equal('R does not let an anonymous client read the image (DENIED: no: ****)');
    });

    it('without an account it says how to give one, and why one that is there is not used', async () => {
      const { advice } = await faultOf(answer(401, { 'www-authenticate': 'Basic realm="r"' }), {
        hint: () => 'They are with a helper.',
      });
      expect(advice).to.include('They are with a helper. Give an account for 127.0.0.1');
    });

    it('token services that are none', async () => {
      for (const [realm, reason] of [
        ['', 'R names no usable token service'],
        ['not a url', 'R names no usable token service'],
        ['file:///etc/passwd', 'R names no usable token service'],
      ] as const)
        expect((await faultOf(bearer(realm))).reason, realm).to.equal(reason);
      for (const body of ['', '{}', 'null', '{"token":5}', '{"token":"a\\r\\nb"}', '<html>'])
        expect((await faultOf(withTokens(answer(200, {}, body)))).reason, body).to.equal(
          'the token service of R (R) answered without a token',
        );
      expect((await faultOf(withTokens(answer(404)))).reason).to.equal(
        'the token service of R (R) answered HTTP 404',
      );
    });

    it('a log-in that nobody knows', async () => {
      expect((await faultOf(answer(401, { 'www-authenticate': 'Negotiate' }))).reason).to.include(
        'a kind of log-in',
      );
      expect((await faultOf(answer(401))).reason).to.include('a kind of log-in');
    });
  });

  describe('redirects', () => {
    it('are followed, and take no Authorization to another host', async () => {
      const other = await start(good);
      const standIn = await start((now, response, count) =>
        now.authorization === undefined
          ? answer(401, { 'www-authenticate': 'Basic realm="r"' })(now, response, count)
          : answer(307, { location: `http://${other.address}/elsewhere` })(now, response, count),
      );
      expect(await resolve(standIn, { account: () => ACCOUNT })).to.equal(DIGEST);
      expect(other.asked).to.deep.include({
        ...other.asked[0],
        path: '/elsewhere',
        authorization: undefined,
      });
    });

    it('and keep it on the same one', async () => {
      const standIn = await start((now, response, count) => {
        if (now.authorization === undefined)
          answer(401, { 'www-authenticate': 'Basic' })(now, response, count);
        else if (now.path === '/there') good(now, response, count);
        else answer(302, { location: '/there' })(now, response, count);
      });
      expect(await resolve(standIn, { account: () => ACCOUNT })).to.equal(DIGEST);
    });

    it('end', async () => {
      expect((await faultOf(answer(302, { location: '/again' }))).reason).to.equal(
        'R redirects more than 5 times',
      );
      expect((await faultOf(answer(302, { location: 'ftp://x/y' }))).reason).to.include('not encrypted');
      expect((await faultOf(answer(302))).reason).to.equal('R answered HTTP 302');
    });
  });

  describe('faults that pass', () => {
    const afterwards =
      (times: number, first: Answer): Answer =>
      (now, response, count) =>
        (count <= times ? first : good)(now, response, count);

    it('are tried again, with longer pauses', async () => {
      const standIn = await start(afterwards(3, answer(503)));
      expect(await resolve(standIn)).to.equal(DIGEST);
      expect(waits).to.deep.equal([1000, 2000, 4000]);
      expect(told[0]).to.equal('R answered HTTP 503; trying again in 1 s');
    });

    it('and told when they do not', async () => {
      const body = JSON.stringify({ errors: [{ code: 'UNAVAILABLE', message: 'later' }] });
      const { kind, reason, advice } = await faultOf(answer(502, {}, body));
      expect([kind, reason]).to.deep.equal(['failed', 'R answered HTTP 502']);
      expect(advice).to.include('Try again later');
      expect(waits).to.have.length(3);
    });

    it('a connection that is cut, before and in the middle of an answer', async () => {
      const cut: Answer = (_, response) => void response.socket?.destroy();
      expect(await resolve(await start(afterwards(1, cut)))).to.equal(DIGEST);
      const middle: Answer = ({ method }, response) => {
        response.writeHead(200, { 'content-type': TYPE, 'content-length': '100' });
        if (method === 'HEAD') response.end();
        else response.write('x', () => response.socket?.destroy());
      };
      expect((await faultOf(middle)).reason).to.equal('R closed the connection');
      expect((await faultOf(cut)).reason).to.equal('R closed the connection');
    });

    it('Retry-After is waited for, as seconds and as a date, when it is not long', async () => {
      expect(await resolve(await start(afterwards(1, answer(429, { 'retry-after': '7' }))))).to.equal(DIGEST);
      expect(waits).to.deep.equal([7000]);
      const date = new Date(Date.now() + 9500).toUTCString();
      await resolve(await start(afterwards(1, answer(429, { 'retry-after': date }))));
      expect(waits[1]).to.be.within(7000, 10_000);
      const standIn = await start(answer(429, { 'retry-after': '3600' }));
      const found = await resolve(standIn);
      expect(found).to.have.property('advice').that.includes('asks to wait for 3600 s');
      expect(standIn.asked).to.have.length(1);
    });

    it('one that never answers is given up', async () => {
      const { reason } = await faultOf(() => {}, { timeout: 50, retries: 1 });
      expect(reason).to.equal('R does not answer in time');
      expect(waits).to.deep.equal([1000]);
      const drip: Answer = (_, response) => {
        response.writeHead(200, { 'content-type': TYPE });
        const timer = setInterval(() => response.write(' '), 10);
        response.on('close', () => clearInterval(timer));
      };
      expect((await faultOf(drip, { timeout: 100, retries: 0 })).reason).to.equal(
        'R does not answer in time',
      );
    });

    it('a registry that is not there is waited for once', async () => {
      const standIn = await start(good);
      const address = standIn.address;
      await standIns.pop()?.stop();
      const asking = client(address);
      const reference = parseReference(`${address}/a`)!;
      const first = await asking.resolve(reference);
      expect(first).to.have.nested.property('fault.reason').that.includes('connection refused');
      expect(waits).to.have.length(3);
      expect(await asking.resolve(reference)).to.deep.equal(first);
      expect(waits).to.have.length(3);
    });

    it('400 and 501 are for good', async () => {
      for (const status of [400, 501]) {
        await faultOf(answer(status));
        expect(waits, String(status)).to.deep.equal([]);
      }
    });
  });

  it('on the loopback address plain http is found out', async () => {
    const standIn = await start(good);
    expect(await resolve(standIn, { plainHttp: new Set() })).to.equal(DIGEST);
  });

  it('what is not HTTP is told', async () => {
    const { reason } = await faultOf((_, response) => {
      response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n');
    });
    expect(reason).to.equal('R answers with something that is not HTTP');
  });
});
