/** Logs over connections that break, and large ones. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import fc from 'fast-check';
import { connect, type ClientOptions } from '../../../../compiler/clients/jenkins/client.js';
import type { JenkinsApi } from '../../../../compiler/clients/jenkins/types.js';
import { startServer, type Asked, type Server } from './server.js';

const PLAIN = { 'content-type': 'text/plain;charset=utf-8' };

/** The log as it is sent: Jenkins ends lines with CR LF, so its bytes are more than its size. */
function sent(log: string, start: number): Buffer {
  return Buffer.from(log.slice(start).replaceAll('\n', '\r\n'));
}

describe('logs', () => {
  let server: Server;
  let answer: (asked: Asked, response: ServerResponse, count: number) => unknown;
  const client = (more: ClientOptions = {}): JenkinsApi =>
    connect(
      { url: server.url, account: null, ca: null, warnings: [] },
      { sleep: () => Promise.resolve(), ...more },
    );

  before(async () => {
    server = await startServer((asked, response, count) => void answer(asked, response, count));
  });
  beforeEach(() => (server.asked.length = 0));
  after(() => server.stop());

  it('a connection that breaks anywhere, any number of times: each byte once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\x1b'), minLength: 1, maxLength: 200 }),
        fc.array(fc.nat(150), { maxLength: 6 }),
        fc.nat(20),
        async (log, cuts, from) => {
          const start = Math.min(from, log.length);
          const body = sent(log, start);
          const left = [...cuts].sort((a, b) => a - b);
          answer = (_, response) => {
            response.writeHead(200, { ...PLAIN, 'x-text-size': log.length, 'content-length': body.length });
            const cut = left.shift();
            if (cut === undefined || cut >= body.length) response.end(body);
            else response.write(body.subarray(0, cut), () => response.destroy());
          };
          const bytes: Uint8Array[] = [];
          const found = await client().log(['nginx'], 7, start, (each) => bytes.push(each));
          expect(found).to.deep.equal({ value: { next: log.length, more: false } });
          expect(Buffer.concat(bytes).toString()).to.equal(body.toString());
        },
      ),
      { numRuns: 60 },
    );
  });

  it('the log has grown meanwhile: what is new comes too', async () => {
    answer = (_, response, count) => {
      const log = count === 1 ? 'abcdef' : 'abcdefghi';
      response.writeHead(200, {
        ...PLAIN,
        'x-text-size': log.length,
        'x-more-data': 'true',
        'content-length': log.length,
      });
      if (count === 1) response.write('abc', () => response.destroy());
      else response.end(log);
    };
    const bytes: Uint8Array[] = [];
    const found = await client().log(['nginx'], 7, 0, (each) => bytes.push(each));
    expect(found).to.deep.equal({ value: { next: 9, more: true } });
    expect(Buffer.concat(bytes).toString()).to.equal('abcdefghi');
  });

  it('the controller restarts in the middle', async () => {
    answer = (_, response, count) => {
      if (count > 1 && count < 4) return response.writeHead(503).end('<h1>Jenkins is restarting</h1>');
      response.writeHead(200, { ...PLAIN, 'x-text-size': 6, 'content-length': 6 });
      return count === 1 ? response.write('abc', () => response.destroy()) : response.end('abcdef');
    };
    const bytes: Uint8Array[] = [];
    const said: string[] = [];
    const jenkins = client({ onRetry: (sentence) => said.push(sentence) });
    expect(await jenkins.log(['nginx'], 7, 0, (each) => bytes.push(each))).to.deep.equal({
      value: { next: 6, more: false },
    });
    expect(Buffer.concat(bytes).toString()).to.equal('abcdef');
    expect(said.length).to.equal(3);
  });

  it('it goes on as long as bytes come, however long that takes in all', async () => {
    answer = async (_, response) => {
      response.writeHead(200, { ...PLAIN, 'x-text-size': 12 });
      for (let n = 0; n < 12; n++) {
        response.write('x');
        await new Promise((done) => setTimeout(done, 30));
      }
      response.end();
    };
    let length = 0;
    const found = await client({ timeout: 80 }).log(['nginx'], 7, 0, (each) => (length += each.length));
    expect([found, length]).to.deep.equal([{ value: { next: 12, more: false } }, 12]);
    expect(server.asked.length).to.equal(1);
  });

  it('breaks again and again without a new byte: given up', async () => {
    answer = (_, response) => {
      response.writeHead(200, { ...PLAIN, 'x-text-size': 6, 'content-length': 6 });
      response.write('abc', () => response.destroy());
    };
    let length = 0;
    const found = await client().log(['nginx'], 7, 0, (each) => (length += each.length));
    expect('fault' in found && found.fault.kind).to.equal('unreachable');
    expect(length).to.equal(3);
    expect(server.asked.length).to.be.below(13);
  });

  it('a page in place of a log', async () => {
    answer = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<form>');
    const found = await client().log(['nginx'], 7, 0, () => expect.fail());
    expect('fault' in found && found.fault.kind).to.equal('not-jenkins');
  });

  it('the build was deleted meanwhile', async () => {
    answer = (_, response) => response.writeHead(404, { 'x-jenkins': '2' }).end();
    const found = await client().log(['nginx'], 7, 0, () => expect.fail());
    expect('fault' in found && found.fault.kind).to.equal('missing');
  });

  it('what takes the bytes throws: that goes up', async () => {
    answer = (_, response) => response.writeHead(200, { ...PLAIN, 'x-text-size': 3 }).end('abc');
    const bug = new Error('a bug');
    const found = await client()
      .log(['nginx'], 7, 0, () => {
        throw bug;
      })
      .catch((error: unknown) => error);
    expect(found).to.equal(bug);
  });

  it('100 MB as one answer, in flat memory', async function () {
    this.timeout(30_000);
    const chunk = Buffer.alloc(1024 * 1024, 'a line of a log, as it is\r\n');
    const wanted = createHash('sha256');
    for (let n = 0; n < 100; n++) wanted.update(chunk);
    answer = async (_, response) => {
      response.writeHead(200, { ...PLAIN, 'x-text-size': 100 * chunk.length });
      for (let n = 0; n < 100; n++) if (!response.write(chunk)) await once(response, 'drain');
      response.end();
    };
    const found = createHash('sha256');
    let most = 0;
    const before = process.memoryUsage();
    const held = ({ heapUsed, arrayBuffers }: NodeJS.MemoryUsage): number => heapUsed + arrayBuffers;
    const result = await client().log(['nginx'], 7, 0, (bytes) => {
      found.update(bytes);
      most = Math.max(most, held(process.memoryUsage()));
    });
    expect(result).to.deep.equal({ value: { next: 100 * chunk.length, more: false } });
    expect(found.digest('hex')).to.equal(wanted.digest('hex'));
    expect((most - held(before)) / 1024 / 1024).to.be.below(60);
  });
});
