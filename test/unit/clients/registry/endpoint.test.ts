import { expect } from 'chai';
import { isLoopback } from '../../../../compiler/clients/http/loopback.js';
import { endpointOf } from '../../../../compiler/clients/registry/endpoint.js';
import type { HttpFailure } from '../../../../compiler/clients/registry/http.js';

const never = (): Promise<never> => expect.fail('no other host is probed');
const failing =
  (certificate: boolean): (() => Promise<HttpFailure>) =>
  async () => ({ failure: 'x', transient: false, certificate });

describe('clients/registry/endpoint', () => {
  const of = async (registry: string, probe = never as Parameters<typeof endpointOf>[2]): Promise<string> =>
    (await endpointOf(registry, new Set(['plain.example.com:5000']), probe)).href;

  it('https; http where the settings say so', async () => {
    expect(await of('r.example.com')).to.equal('https://r.example.com/');
    expect(await of('plain.example.com:5000')).to.equal('http://plain.example.com:5000/');
  });

  it('the hub is elsewhere', async () =>
    expect(await of('docker.io')).to.equal('https://registry-1.docker.io/'));

  it('the loopback address speaks http where nothing speaks TLS there', async () => {
    for (const registry of ['localhost:5000', '127.0.0.1:5000', '[::1]:5000']) {
      expect(await of(registry, failing(false))).to.equal(`http://${registry}/`);
      expect(await of(registry, failing(true))).to.equal(`https://${registry}/`);
    }
  });

  it('knows the loopback address from a name that begins like it', () => {
    expect(['localhost', '127.1.2.3', '[::1]'].every(isLoopback)).to.equal(true);
    expect(['127.0.0.1.example.com', 'localhost.example.com', '128.0.0.1'].some(isLoopback)).to.equal(false);
  });
});
