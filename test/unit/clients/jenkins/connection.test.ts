/** Certificates and proxies. */
import {
  createServer,
  request as httpRequest,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http';
import { connect as connectTo, type AddressInfo } from 'node:net';
import { expect } from 'chai';
import { connect } from '../../../../compiler/clients/jenkins/client.js';
import type { Answer, JenkinsFault } from '../../../../compiler/clients/jenkins/types.js';
import { certificate } from './certificate.js';
import { startServer, type Server } from './server.js';

const account = { user: 'maria', secret: '11f0', kind: 'token' } as const;
const authority = certificate('Our authority', {});
const served = certificate('jenkins', { hosts: ['127.0.0.1', 'jenkins.example.com'], issuer: authority });

const fine = (_: unknown, response: ServerResponse): unknown =>
  response.writeHead(200, { 'x-jenkins': '2', 'content-type': 'application/json' }).end('{"name":"maria"}');

function ask(url: string, ca: string | null = null): Promise<Answer<unknown>> {
  return connect({ url, account, ca, warnings: [] }, { retries: 0, timeout: 2000 }).facts();
}

function faultOf(answer: Answer<unknown>): JenkinsFault {
  if (!('fault' in answer)) throw new Error('it was answered');
  return answer.fault;
}

describe('connections to a controller', () => {
  describe('certificates', () => {
    let server: Server;
    before(async () => {
      server = await startServer(fine, { key: served.key, cert: served.cert });
    });
    after(() => server.stop());

    it('of an authority of one’s own: trusted when it is named', async () => {
      expect(await ask(server.url, authority.cert)).to.deep.equal({ value: { version: '2', user: 'maria' } });
    });

    it('of an authority of one’s own: not trusted else, and the token was not sent', async () => {
      server.asked.length = 0;
      const { kind, reason, advice } = faultOf(await ask(server.url));
      expect(kind).to.equal('unreachable');
      expect(reason).to.equal(
        `${server.url} has a certificate that is not trusted: its authority is unknown`,
      );
      expect(advice).to.include('JENKINS_CA_FILE');
      expect(server.asked).to.deep.equal([]);
    });

    it('for another host', async () => {
      const { reason } = faultOf(await ask(server.url.replace('127.0.0.1', 'localhost'), authority.cert));
      expect(reason).to.match(/has a certificate that is not trusted: it is for another host$/u);
    });

    it('that has expired, that is self-signed', async () => {
      const late = certificate('jenkins', { hosts: ['127.0.0.1'], issuer: authority, days: -1 });
      const own = certificate('jenkins', { hosts: ['127.0.0.1'] });
      for (const [{ key, cert }, words] of [
        [late, 'it has expired'],
        [own, 'it is self-signed'],
      ] as const) {
        const other = await startServer(fine, { key, cert });
        const { reason } = faultOf(await ask(other.url, authority.cert));
        await other.stop();
        expect(reason).to.equal(`${other.url} has a certificate that is not trusted: ${words}`);
      }
    });

    it('a build is not started where the certificate is not trusted: it surely did not arrive', async () => {
      const jenkins = connect({ url: server.url, account, ca: null, warnings: [] }, { retries: 0 });
      expect(faultOf(await jenkins.trigger(['nginx'], null)).kind).to.equal('unreachable');
    });

    it('https where plain http is spoken', async () => {
      const plain = await startServer(fine);
      const { reason } = faultOf(await ask(plain.url.replace('http:', 'https:')));
      await plain.stop();
      expect(reason).to.match(/does not speak TLS$/u);
    });

    it('http where TLS is spoken', async () => {
      const { kind } = faultOf(await ask(server.url.replace('https:', 'http:')));
      expect(kind).to.equal('unreachable');
    });
  });

  describe('proxies', () => {
    const VARIABLES = ['http_proxy', 'https_proxy', 'no_proxy', 'all_proxy'].flatMap((name) => [
      name,
      name.toUpperCase(),
    ]);
    const kept = VARIABLES.map((name) => [name, process.env[name]] as const);
    let proxy: HttpServer;
    let address: string;
    let refusal = 0;
    const seen: { what: string; account: string | undefined; authorization: string | undefined }[] = [];
    let plain: Server;
    let secure: Server;

    before(async () => {
      plain = await startServer(fine);
      secure = await startServer(fine, { key: served.key, cert: served.cert });
      // Whatever host it is asked for: the servers of this test.
      proxy = createServer((request, response) => {
        const { method, url = '', headers } = request;
        seen.push({
          what: `${method} ${url}`,
          account: headers['proxy-authorization'],
          authorization: headers.authorization,
        });
        if (refusal > 0) return response.writeHead(refusal).end();
        const { pathname, search } = new URL(url);
        return request.pipe(
          httpRequest({ port: plain.port, method, path: pathname + search, headers }, (from) => {
            response.writeHead(from.statusCode ?? 0, from.headers);
            from.pipe(response);
          }),
        );
      });
      proxy.on('connect', (request, socket) => {
        const { url, headers } = request;
        seen.push({
          what: `CONNECT ${url}`,
          account: headers['proxy-authorization'],
          authorization: headers.authorization,
        });
        socket.on('error', () => {});
        if (refusal > 0) return socket.end(`HTTP/1.1 ${refusal} No\r\nContent-Length: 0\r\n\r\n`);
        const to = connectTo(secure.port, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connected\r\n\r\n');
          to.pipe(socket).pipe(to);
        });
        to.on('error', () => {});
        // Otherwise nobody reads the socket to its end any more, and it keeps the tests from ending.
        to.on('close', () => socket.destroy());
        return socket.on('close', () => to.destroy());
      });
      await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready));
      address = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    });
    beforeEach(() => {
      for (const name of VARIABLES) delete process.env[name];
      seen.length = refusal = 0;
    });
    after(async () => {
      for (const [name, value] of kept)
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      await plain.stop();
      await secure.stop();
      proxy.close();
      proxy.closeAllConnections();
    });

    it('plain http, with an account for the proxy', async () => {
      process.env['http_proxy'] = `http://us%40er:pa%3Ass@${address}`;
      expect(await ask('http://jenkins.example.com/ci')).to.deep.equal({
        value: { version: '2', user: 'maria' },
      });
      expect(seen).to.deep.equal([
        {
          what: 'GET http://jenkins.example.com/ci/whoAmI/api/json?tree=name%2Canonymous',
          account: `Basic ${btoa('us@er:pa:ss')}`,
          authorization: `Basic ${btoa('maria:11f0')}`,
        },
      ]);
    });

    it('https, through a tunnel that sees no token', async () => {
      process.env['HTTPS_PROXY'] = `http://user:pass@${address}`;
      expect(await ask('https://jenkins.example.com', authority.cert)).to.deep.equal({
        value: { version: '2', user: 'maria' },
      });
      expect(seen).to.deep.equal([
        {
          what: 'CONNECT jenkins.example.com:443',
          account: `Basic ${btoa('user:pass')}`,
          authorization: undefined,
        },
      ]);
      expect(secure.asked.at(-1)?.headers.authorization).to.equal(`Basic ${btoa('maria:11f0')}`);
      expect(secure.asked.at(-1)?.headers['proxy-authorization']).to.equal(undefined);
    });

    it('the certificate is looked at through the tunnel too', async () => {
      process.env['HTTPS_PROXY'] = `http://${address}`;
      const { reason } = faultOf(await ask('https://other.example.com', authority.cert));
      expect(reason).to.match(/not trusted: it is for another host$/u);
    });

    it('none for hosts in NO_PROXY, nor for the loopback address', async () => {
      process.env['http_proxy'] = `http://${address}`;
      expect(await ask(plain.url)).to.have.property('value');
      process.env['no_proxy'] = 'jenkins.invalid';
      expect(faultOf(await ask('http://jenkins.invalid')).reason).to.match(/name that does not resolve/u);
      expect(seen).to.deep.equal([]);
    });

    for (const [name, url] of [
      ['HTTPS_PROXY', 'https://jenkins.example.com'],
      ['HTTP_PROXY', 'http://jenkins.example.com'],
    ] as const) {
      it(`${name}: it wants an account`, async () => {
        process.env[name] = `http://user:secret@${address}`;
        refusal = 407;
        const fault = faultOf(await ask(url));
        expect(fault.kind).to.equal('unreachable');
        expect(fault.status).to.equal(407);
        expect(fault.reason).to.equal(`the proxy ${address} wants an account`);
        expect(JSON.stringify(fault)).not.to.include('secret');
      });

      it(`${name}: it is away`, async () => {
        process.env[name] = 'http://user:secret@127.0.0.1:1';
        const fault = faultOf(await ask(url));
        expect(fault.reason).to.equal(
          `${url} is asked through the proxy 127.0.0.1:1, which is not there (connection refused)`,
        );
        expect(JSON.stringify(fault)).not.to.include('secret');
      });

      it(`${name}: no address`, async () => {
        process.env[name] = 'socks5://user:secret@127.0.0.1:1';
        const fault = faultOf(await ask(url));
        expect(fault.reason).to.equal(
          `${url} cannot be reached: ${name} holds no address that begins with http`,
        );
        expect(JSON.stringify(fault)).not.to.include('secret');
      });
    }

    it('a build that the proxy does not let through has not been started', async () => {
      process.env['HTTPS_PROXY'] = `http://${address}`;
      refusal = 403;
      const jenkins = connect({ url: 'https://jenkins.example.com', account, ca: null, warnings: [] });
      const fault = faultOf(await jenkins.trigger(['nginx'], null));
      expect(fault.kind).to.equal('unreachable');
      expect(fault.reason).to.equal('https://jenkins.example.com is not let through by the proxy (HTTP 403)');
    });
  });
});
