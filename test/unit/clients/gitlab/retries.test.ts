/** What is tried again: reading on faults that pass, changing only what surely was not done. */
import { createServer, type AddressInfo, type Server as NetServer } from 'node:net';
import { expect } from 'chai';
import { connect, type ClientOptions } from '../../../../compiler/clients/gitlab/client.js';
import type { GitLabApi } from '../../../../compiler/clients/gitlab/api.js';
import { startServer, type Answer as Reply, type Server } from '../jenkins/server.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const NOTE = JSON.stringify({ id: 1, body: 'x' });

function of(url: string, options: ClientOptions): GitLabApi {
  return connect({ url, token: 'glpat-c0ffee', project: 'a/b', ca: null, warnings: [] }, options);
}

describe('trying again with GitLab', () => {
  const waits: number[] = [];
  const told: string[] = [];
  const options: ClientOptions = {
    retries: 2,
    sleep: (ms) => {
      waits.push(ms / 1000);
      return Promise.resolve();
    },
    onRetry: (sentence) => told.push(sentence),
  };
  let server: Server;

  beforeEach(() => {
    waits.length = told.length = 0;
  });
  afterEach(() => server.stop());

  async function serve(reply: Reply): Promise<GitLabApi> {
    server = await startServer(reply);
    return of(server.url, options);
  }

  it('reading, as Retry-After asks', async () => {
    const gitlab = await serve((_asked, response, count) => {
      response.writeHead(count === 1 ? 429 : 200, { ...JSON_TYPE, 'retry-after': '60' });
      response.end('[]');
    });
    expect(await gitlab.notes(1)).to.deep.equal({ value: [] });
    expect(waits).to.deep.equal([60]);
    expect(told[0]).to.match(/^http.* has had too many requests \(HTTP 429\); trying again in 60 s$/u);
  });

  it('reading, as RateLimit-Reset says', async () => {
    const gitlab = await serve((_asked, response, count) => {
      const reset = String(Math.floor(Date.now() / 1000) + 40);
      response.writeHead(count === 1 ? 429 : 200, { ...JSON_TYPE, 'ratelimit-reset': reset });
      response.end('[]');
    });
    expect(await gitlab.notes(1)).to.deep.equal({ value: [] });
    expect(waits[0]).to.be.within(38, 41);
  });

  it('reading, after half an answer, 502 and a connection that was closed meanwhile', async () => {
    const gitlab = await serve((_asked, response, count) => {
      if (count === 2) return void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>');
      if (count === 3) return void response.socket?.destroy();
      response.writeHead(200, { ...JSON_TYPE, 'content-length': count === 1 ? 100 : 2 });
      if (count > 1) return void response.end('[]');
      response.write('[');
      setTimeout(() => response.socket?.destroy(), 10);
    });
    expect(await gitlab.notes(1)).to.deep.equal({ value: [] });
    expect(server.asked).to.have.length(4);
    // The third was on a connection that was kept: made anew at once.
    expect(waits).to.deep.equal([1, 2]);
  });

  it('a change that came too often', async () => {
    const gitlab = await serve((_asked, response, count) => {
      response.writeHead(count === 1 ? 429 : 201, { ...JSON_TYPE, 'retry-after': '2' });
      response.end(count === 1 ? '{}' : NOTE);
    });
    expect(await gitlab.createNote(1, 'x')).to.have.nested.property('value.id', 1);
    expect(server.asked).to.have.length(2);
  });

  for (const [it_, reply] of [
    ['503', (_asked, response) => response.writeHead(503, JSON_TYPE).end('{}')],
    ['a cut connection', (_asked, response) => response.socket?.destroy()],
    [
      'half an answer',
      (_asked, response) => {
        response.writeHead(201, { ...JSON_TYPE, 'content-length': 100 });
        response.write('{');
        setTimeout(() => response.socket?.destroy(), 10);
      },
    ],
  ] as readonly (readonly [string, Reply])[])
    it(`no change again after ${it_}: it may have been made`, async () => {
      const gitlab = await serve(reply);
      const answer = await gitlab.createNote(1, 'x');
      expect(answer).to.have.nested.property('fault.kind', 'unknown');
      expect(server.asked).to.have.length(1);
      expect(waits).to.deep.equal([]);
    });

  it('a change where nobody listens', async () => {
    server = await startServer((_asked, response) => response.end());
    await server.stop();
    const answer = await of(server.url, options).createNote(1, 'x');
    expect(answer).to.have.nested.property('fault.kind', 'unreachable');
    expect(waits).to.deep.equal([1, 2]);
  });

  it('a long body over a slow line is no silent server', async () => {
    let bytes = 0;
    const slow: NetServer = createServer((socket) => {
      socket.on('data', (chunk: Uint8Array) => {
        bytes += chunk.length;
        socket.pause();
        setTimeout(() => socket.resume(), 5);
        if (bytes < 24_000_000) return;
        socket.end(
          `HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: ${NOTE.length}\r\n\r\n${NOTE}`,
        );
      });
    });
    await new Promise<void>((ready) => slow.listen(0, '127.0.0.1', ready));
    const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
    const gitlab = of(url, { ...options, timeout: 1000 });
    const started = Date.now();
    const answer = await gitlab.createNote(1, 'x'.repeat(24_000_000));
    slow.close();
    expect(answer).to.have.nested.property('value.id', 1);
    expect(Date.now() - started).to.be.greaterThan(1000);
  });

  it('a change of which only a part has left', async () => {
    let connections = 0;
    server = await startServer((_asked, response) => response.end());
    const cutting: NetServer = createServer((socket) => {
      connections++;
      socket.on('error', () => {});
      socket.once('data', () => socket.resetAndDestroy());
    });
    await new Promise<void>((ready) => cutting.listen(0, '127.0.0.1', ready));
    const url = `http://127.0.0.1:${(cutting.address() as AddressInfo).port}`;
    const answer = await of(url, options).createNote(1, 'x'.repeat(24_000_000));
    cutting.close();
    expect(answer).to.have.nested.property('fault.kind', 'unreachable');
    expect(connections).to.equal(3);
  });

  it('nothing once it is stopped', async () => {
    const stop = new AbortController();
    server = await startServer(() => stop.abort());
    const gitlab = of(server.url, { ...options, signal: stop.signal });
    expect(await gitlab.notes(1))
      .to.have.nested.property('fault.reason')
      .that.includes('stopped');
    expect(await gitlab.notes(1))
      .to.have.nested.property('fault.reason')
      .that.includes('is not asked');
    expect(server.asked).to.have.length(1);
  });
});
