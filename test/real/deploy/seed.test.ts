/** What `seed` does, and what the README tells to do next, with the stand-in controller and real builds. */
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Controller } from '../../jenkins/controller.js';
import { startJenkins, type FakeController } from '../../support/jenkins/controller.js';
import { realBuilds, type RealBuilds } from '../../support/jenkins/real/executor.js';
import { freePort } from '../../support/dockerd-daemon.js';
import { needs } from '../../support/parts.js';
import { deploy, folderOfDemo, Prepared, startDemoRegistry, startGitServer, type Server } from './demo.js';

describe('deploy: seed', function () {
  this.timeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'cooperage-seed-'));
  const variables = ['GIT_CONFIG_COUNT', 'GIT_CONFIG_KEY_0', 'GIT_CONFIG_VALUE_0'];
  let prepared: Prepared;
  let registry: Server;
  let gitServer: Server;
  let builds: RealBuilds;
  let jenkins: FakeController;

  before(async function () {
    needs(this, 'buildah', 'curl', 'docker-registry', 'git', 'groovy', 'htpasswd', 'java', 'javac', 'mvn');
    chmodSync(folder, 0o755);
    prepared = new Prepared(folder);
    const port = await freePort();
    prepared.run({ REGISTRY_PORT: `${port}` });
    registry = await startDemoRegistry(prepared, port);
    gitServer = await startGitServer(prepared);
    // The name that the Git server has in the network of the demo.
    const values = ['1', `url.git://${gitServer.address}/.insteadOf`, 'git://git/'];
    variables.forEach((name, index) => (process.env[name] = values[index]));
    withoutBase(join(folder, 'clone'), prepared);
    builds = realBuilds();
    const password = prepared.secret('JENKINS_PASSWORD');
    jenkins = await startJenkins({
      executor: builds.executor,
      linter: builds.linter,
      accounts: [{ user: 'demo', token: 'unused', password }],
      nodes: [{ name: 'builder', labels: ['buildah'] }],
    });
    const [[name, xml] = ['', '']] = Object.entries(folderOfDemo(folder));
    const { url, user, token } = jenkins;
    const controller = new Controller(
      { real: false, url, user, token, registry: null, stop: async () => {} },
      name,
    );
    await controller.addFolder(xml);
    const account = [prepared.secret('REGISTRY_USER'), prepared.secret('REGISTRY_PASSWORD')] as const;
    await controller.addCredentials('registry', ...account);
  });

  after(async () => {
    for (const name of variables) delete process.env[name];
    // Undefined where a part is absent.
    await (jenkins as FakeController | undefined)?.stop();
    (builds as RealBuilds | undefined)?.end();
    for (const part of [gitServer, registry] as (Server | undefined)[]) await part?.stop();
    // Git tidies its repository in the background.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  });

  /** As compose.yaml starts `seed`. */
  function inClone(...args: string[]): Promise<{ readonly code: number; readonly text: string }> {
    const home = join(folder, 'home');
    mkdirSync(home, { recursive: true });
    const env = {
      ...process.env,
      PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
      HOME: home,
      JENKINS_URL: jenkins.url,
      JENKINS_PUBLIC_URL: 'http://localhost:8080',
      JENKINS_USER: 'demo',
      JENKINS_PASSWORD_FILE: join(folder, 'secrets/JENKINS_PASSWORD'),
    };
    return new Promise((done) =>
      execFile(join(deploy, 'tools/in-clone'), args, { env }, (error, stdout, stderr) =>
        done({ code: error === null ? 0 : Number(error.code), text: stdout + stderr }),
      ),
    );
  }

  it('makes the jobs, and builds and pushes the first image', async () => {
    const { code, text } = await inClone('seed');
    expect(code, text).to.equal(0);
    const pushed = `${registry.address.replace('127.0.0.1', 'localhost')}/demo/hello:1.0.0`;
    expect(text).to.include('demo/broken').and.to.include(pushed);
    expect(text).not.to.include(prepared.secret('JENKINS_PASSWORD'));
    expect(text).not.to.include(prepared.secret('REGISTRY_PASSWORD'));
  });

  it('changes nothing when it is started again', async () => {
    const { code, text } = await inClone('seed');
    expect(code, text).to.equal(0);
    expect(text)
      .to.include('Nothing to do.')
      .and.to.match(/unchanged/);
  });

  it('tells how the images stand', async () => {
    const { code, text } = await inClone('cooper', 'status');
    expect([code, text.includes('hello')], text).to.deep.equal([0, true]);
  });

  it('explains the failure that is there to be explained, at its line', async () => {
    const { code, text } = await inClone('cooper', 'build', 'broken', '--follow');
    expect(code, text).to.equal(4);
    expect(text)
      .to.include('credentials-missing')
      .and.to.match(/images\/broken\/image\.json:\d+:\d+/);
  });

  it('hands out access to a shell', async () => {
    const { code, text } = await inClone('access');
    const password = prepared.secret('JENKINS_PASSWORD');
    expect([code, text]).to.deep.equal([
      0,
      `export JENKINS_URL='http://localhost:8080' JENKINS_USER='demo' JENKINS_PASSWORD='${password}'\n`,
    ]);
  });
});

/** Makes `hello` an image that needs nothing from elsewhere, in the repository. */
function withoutBase(clone: string, prepared: Prepared): void {
  const git = (...args: string[]): Buffer => execFileSync('git', args, { stdio: 'pipe' });
  git('clone', '--quiet', 'git://git/workspace.git', clone);
  const spec = join(clone, 'images/hello/image.json');
  const { run, tests, ...hello } = JSON.parse(readFileSync(spec, 'utf8')) as Record<string, unknown>;
  expect([run, tests]).to.not.include(undefined);
  const files = [{ name: 'has its page', files: ['/www/index.html'] }];
  writeFileSync(spec, JSON.stringify({ ...hello, from: 'scratch', tests: files }, null, 2));
  execFileSync(join(prepared.folder, 'bin/cooper'), ['-C', clone, 'compile'], { stdio: 'pipe' });
  git(
    '-C',
    clone,
    '-c',
    'user.name=x',
    '-c',
    'user.email=x@localhost',
    'commit',
    '--quiet',
    '--all',
    '-m',
    'Change',
  );
  git('-C', clone, 'push', '--quiet', 'origin', 'main');
}
