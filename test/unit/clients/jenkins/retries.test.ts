/** When a request is made again, and when never. */
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { connect, type ClientOptions } from '../../../../compiler/clients/jenkins/client.js';
import type { Answer, JenkinsApi } from '../../../../compiler/clients/jenkins/types.js';
import { startServer, type Answer as Reply, type Server } from './server.js';

const JSON_HEADERS = { 'x-jenkins': '2.516.2', 'content-type': 'application/json' };
const READY = '<h1>Please wait while Jenkins is getting ready to work</h1>';
const account = { user: 'maria', secret: '11f0', kind: 'token' } as const;

function kindOf(answer: Answer<unknown>): string {
  return 'fault' in answer ? answer.fault.kind : 'value';
}

describe('requests that are made again', () => {
  let server: Server;
  let answer: Reply;
  const waits: number[] = [];
  const said: string[] = [];
  const client = (more: ClientOptions = {}): JenkinsApi =>
    connect(
      { url: server.url, account, ca: null, warnings: [] },
      {
        sleep: (ms) => Promise.resolve(void waits.push(ms)),
        onRetry: (sentence) => said.push(sentence),
        ...more,
      },
    );

  before(async () => {
    server = await startServer((asked, response, count) => answer(asked, response, count));
  });
  beforeEach(() => {
    for (const list of [server.asked, waits, said]) list.length = 0;
  });
  after(() => server.stop());

  const fine: Reply = (_, response) => response.writeHead(200, JSON_HEADERS).end('{"buildable":true}');

  for (const status of [408, 429, 502, 503, 504])
    it(`a read that is answered with ${status}, after 1, 2 and 4 seconds`, async () => {
      answer = (asked, response, count) =>
        count < 4 ? response.writeHead(status).end() : fine(asked, response, count);
      expect(kindOf(await client().job(['nginx']))).to.equal('value');
      expect(waits).to.deep.equal([1000, 2000, 4000]);
      expect(said[0]).to.equal(`${server.url} answered HTTP ${status}; trying again in 1 s`);
    });

  it('as often as told before the first answer, then three times as often', async () => {
    answer = (_, response) => response.writeHead(502).end();
    const jenkins = client({ retries: 2 });
    await jenkins.job(['nginx']);
    expect(server.asked.length).to.equal(3);
    answer = fine;
    await jenkins.job(['nginx']);
    server.asked.length = waits.length = 0;
    answer = (_, response) => response.writeHead(503).end(READY);
    expect(kindOf(await jenkins.job(['nginx']))).to.equal('unreachable');
    expect(waits).to.deep.equal([1, 2, 4, 8, 16, 30].map((seconds) => seconds * 1000));
    expect(said.at(-1)).to.equal(`${server.url} is starting; trying again in 30 s`);
  });

  it('waits as long as it is asked to, unless that is too long', async () => {
    answer = (asked, response, count) =>
      count === 1 ? response.writeHead(429, { 'retry-after': '7' }).end() : fine(asked, response, count);
    await client().job(['nginx']);
    expect(waits).to.deep.equal([7000]);
    answer = (_, response) => response.writeHead(429, { 'retry-after': '600' }).end();
    expect(kindOf(await client().job(['nginx']))).to.equal('unreachable');
    expect(waits.length).to.equal(1);
  });

  for (const status of [400, 401, 403, 404, 500, 501])
    it(`not a read that is answered with ${status}`, async () => {
      answer = (_, response) => response.writeHead(status, { 'x-jenkins': '2' }).end();
      expect(kindOf(await client().job(['nginx']))).not.to.equal('value');
      expect([server.asked.length, waits.length]).to.deep.equal([1, 0]);
    });

  it('a read whose answer is cut', async () => {
    answer = (asked, response, count) => {
      if (count > 2) return fine(asked, response, count);
      response.writeHead(200, { ...JSON_HEADERS, 'content-length': 18 });
      response.write('{"build', () => response.destroy());
    };
    expect(kindOf(await client().job(['nginx']))).to.equal('value');
    expect(waits.length).to.equal(2);
    expect(said[0]).to.match(/closed the connection/u);
  });

  it('a read that nobody answers in time, and one whose answer stops', async () => {
    answer = (asked, response, count) => {
      if (count === 1) return;
      if (count > 2) return fine(asked, response, count);
      response.writeHead(200, JSON_HEADERS);
      response.write('{"build');
    };
    expect(kindOf(await client({ timeout: 250 }).job(['nginx']))).to.equal('value');
    expect(said).to.deep.equal(
      [1, 2].map((seconds) => `${server.url} does not answer in time; trying again in ${seconds} s`),
    );
  });

  it('a read whose answer never ends, after four times that', async () => {
    answer = (_, response) => {
      response.writeHead(200, JSON_HEADERS);
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
    };
    const from = performance.now();
    expect(kindOf(await client({ timeout: 50, retries: 0 }).job(['nginx']))).to.equal('unreachable');
    expect(performance.now() - from).to.be.within(190, 2000);
  });

  it('not an answer that is too large', async () => {
    answer = (_, response) => {
      response.writeHead(200, JSON_HEADERS);
      const chunk = ' '.repeat(1024 * 1024);
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    };
    const found = await client().job(['nginx']);
    expect('fault' in found && found.fault.reason).to.equal(
      `${server.url} answered with more than 16384 KiB`,
    );
    expect(server.asked.length).to.equal(1);
  });

  it('a read over a connection that was closed meanwhile, at once', async () => {
    const seen: Socket[] = [];
    const closing: NetServer = createServer((socket) => {
      seen.push(socket);
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.write(
          'HTTP/1.1 200 OK\r\nX-Jenkins: 2\r\nContent-Type: application/json\r\nContent-Length: 18\r\n\r\n{"buildable":true}',
        );
        // It seems open until something is sent.
        socket.once('data', () => socket.resetAndDestroy());
      });
    });
    await new Promise<void>((ready) => closing.listen(0, '127.0.0.1', ready));
    const { port } = closing.address() as AddressInfo;
    const jenkins = connect(
      { url: `http://127.0.0.1:${port}`, account, ca: null, warnings: [] },
      { sleep: (ms) => Promise.resolve(void waits.push(ms)) },
    );
    try {
      expect(kindOf(await jenkins.job(['nginx']))).to.equal('value');
      expect(kindOf(await jenkins.job(['nginx']))).to.equal('value');
      expect([seen.length, waits.length]).to.deep.equal([2, 0]);
    } finally {
      seen.forEach((socket) => socket.destroy());
      await new Promise((done) => closing.close(done));
    }
  });

  const trigger = (jenkins: JenkinsApi): Promise<Answer<number>> =>
    jenkins.trigger(['nginx'], { image_tag: '1' });
  const queued: Reply = (_, response) =>
    response.writeHead(201, { 'x-jenkins': '2', location: '/queue/item/5/' }).end();

  it('a build while the controller starts, or has had too much: nothing was done', async () => {
    answer = (asked, response, count) => {
      if (count === 1) return response.writeHead(503, { 'content-type': 'text/html' }).end(READY);
      return count === 2 ? response.writeHead(429).end() : queued(asked, response, count);
    };
    expect(await trigger(client())).to.deep.equal({ value: 5 });
    expect(waits.length).to.equal(2);
  });

  it('a build where nobody listens', async () => {
    const jenkins = connect(
      { url: 'http://127.0.0.1:1', account, ca: null, warnings: [] },
      { sleep: (ms) => Promise.resolve(void waits.push(ms)) },
    );
    expect(kindOf(await trigger(jenkins))).to.equal('unreachable');
    expect(waits.length).to.equal(3);
  });

  const lost: readonly (readonly [string, Reply])[] = [
    ['that is answered with 502', (_, response) => response.writeHead(502).end()],
    ['that is answered with 503 by something else', (_, response) => response.writeHead(503).end()],
    ['that is answered with 504', (_, response) => response.writeHead(504).end()],
    ['whose connection is closed', (_, response) => response.destroy()],
    ['that nobody answers in time', () => {}],
    [
      'whose answer is cut',
      (_, response) => {
        response.writeHead(201, { location: '/queue/item/5/', 'content-length': 10 });
        response.write('x', () => response.destroy());
      },
    ],
  ];
  for (const [what, reply] of lost)
    it(`never a build ${what}: it may have been started`, async () => {
      answer = fine;
      const jenkins = client({ timeout: 400 });
      await jenkins.job(['nginx']);
      server.asked.length = 0;
      answer = reply;
      expect(kindOf(await trigger(jenkins))).to.equal('unknown');
      expect([server.asked.length, waits.length]).to.deep.equal([1, 0]);
    });

  it('the linter, which changes nothing', async () => {
    answer = (_, response, count) =>
      count === 1
        ? response.destroy()
        : response.writeHead(200, { 'content-type': 'text/plain' }).end('fine');
    expect(await client().lint('pipeline {}')).to.deep.equal({ value: 'fine' });
  });

  it('many that wait for one controller tell of it once', async () => {
    answer = (asked, response, count) =>
      count <= 5 ? response.writeHead(502).end() : fine(asked, response, count);
    const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
    const jenkins = client({
      sleep: async () => {
        while (server.asked.length < 5) await pause(5);
        await pause(150);
      },
    });
    const found = await Promise.all(Array.from({ length: 5 }, () => jenkins.job(['nginx'])));
    expect(found.map(kindOf)).to.deep.equal(Array.from({ length: 5 }, () => 'value'));
    expect(said).to.deep.equal([`${server.url} answered HTTP 502; trying again in 1 s`]);
  });

  describe('stopped', () => {
    it('while an answer is waited for', async () => {
      const stop = new AbortController();
      answer = () => stop.abort();
      const found = await client({ signal: stop.signal }).job(['nginx']);
      expect('fault' in found && found.fault.reason).to.equal(`${server.url} is not waited for: stopped`);
      expect([server.asked.length, waits.length]).to.deep.equal([1, 0]);
    });

    it('when a build may have been started', async () => {
      const stop = new AbortController();
      answer = () => stop.abort();
      expect(kindOf(await trigger(client({ signal: stop.signal })))).to.equal('unknown');
    });

    it('many at once, without a warning from Node', async () => {
      const stop = new AbortController();
      const warnings: unknown[] = [];
      const warn = (warning: unknown): void => void warnings.push(warning);
      process.on('warning', warn);
      const other = await startServer(() => stop.abort());
      const access = { url: other.url, account, ca: null, warnings: [] };
      const jenkins = connect(access, { signal: stop.signal });
      const found = await Promise.all(Array.from({ length: 30 }, () => jenkins.job(['nginx'])));
      await new Promise((done) => setImmediate(done));
      process.off('warning', warn);
      await other.stop();
      expect(new Set(found.map(kindOf))).to.deep.equal(new Set(['unreachable', 'failed']));
      expect(warnings).to.deep.equal([]);
    });

    it('between two tries, and before the first', async () => {
      const stop = new AbortController();
      answer = (_, response) => response.writeHead(502).end();
      const jenkins = connect(
        { url: server.url, account, ca: null, warnings: [] },
        { signal: stop.signal, onRetry: () => void setTimeout(() => stop.abort(), 10) },
      );
      expect(kindOf(await jenkins.job(['nginx']))).to.equal('unreachable');
      expect(kindOf(await trigger(jenkins))).to.equal('unreachable');
      expect(server.asked.length).to.equal(1);
    });
  });
});
