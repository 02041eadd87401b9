/** What the proxies' packages print where DEBUG is set, in the bundle. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { build, type Plugin } from 'esbuild';
import { builtins } from '../../../tools/build/builtins.js';
import { noDebug } from '../../../tools/build/no-debug.js';

const CLIENT = join(import.meta.dirname, '../../../compiler/clients/jenkins/client.ts');
const SCRIPT = `
  import { connect } from './client.mjs';
  const account = { user: 'maria', secret: 'sesame-sesame', kind: 'token' };
  const jenkins = connect({ url: 'http://jenkins.example.com', account, ca: null, warnings: [] }, { retries: 0 });
  console.log(JSON.stringify(await jenkins.facts()));
`;

describe('tools/build/no-debug', function () {
  this.timeout(20_000);
  let folder: string;
  const proxy = createServer((_, response) =>
    response.writeHead(200, { 'x-jenkins': '2', 'content-type': 'application/json' }).end('{"name":"maria"}'),
  );

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cooperage-no-debug-'));
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
  });
  after(() => {
    rmSync(folder, { recursive: true });
    proxy.close();
    proxy.closeAllConnections();
  });

  async function printed(plugins: Plugin[]): Promise<string> {
    const outfile = join(folder, 'client.mjs');
    await build({
      entryPoints: [CLIENT],
      outfile,
      plugins,
      bundle: true,
      format: 'esm',
      platform: 'node',
      mainFields: ['module', 'main'],
      logLevel: 'error',
    });
    writeFileSync(join(folder, 'ask.mjs'), SCRIPT);
    const { port } = proxy.address() as AddressInfo;
    const env = { PATH: process.env['PATH'], DEBUG: '*', http_proxy: `http://user:secret@127.0.0.1:${port}` };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(folder, 'ask.mjs')], {
      env,
    });
    expect(stdout).to.equal('{"value":{"version":"2","user":"maria"}}\n');
    return stderr;
  }

  it('shows the token without it, and nothing with it', async () => {
    expect(await printed([builtins])).to.include(btoa('maria:sesame-sesame'));
    expect(await printed([builtins, noDebug])).to.equal('');
  });
});
