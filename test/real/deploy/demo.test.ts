/** What can be had of the demo without Docker Hub and Jenkins' plugins: everything but Jenkins itself. */
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { pushBase } from '../../support/base.js';
import { startEngine, type Engine } from '../../support/dockerd.js';
import { freePort } from '../../support/dockerd-daemon.js';
import { needs } from '../../support/parts.js';
import { startRegistry, type Registry } from '../../support/registry.js';
import {
  busyboxContext,
  deploy,
  give,
  Prepared,
  root,
  service,
  startDemoRegistry,
  startGitServer,
  type Server,
} from './demo.js';

describe('deploy: the demo', function () {
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'cooperage-demo-'));
  const clone = join(folder, 'clone');
  const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' });
  let prepared: Prepared;
  let gitServer: Server;
  let registry: Server;
  let bases: Registry;
  let engine: Engine;

  before(async function () {
    needs(this, 'dockerd', 'docker-registry', 'git', 'htpasswd', 'javac', 'mmdebstrap', 'skopeo');
    // Another user goes in.
    chmodSync(folder, 0o755);
    prepared = new Prepared(folder);
    const port = await freePort();
    prepared.run({ REGISTRY_PORT: `${port}` });
    registry = await startDemoRegistry(prepared, port);
    gitServer = await startGitServer(prepared);
    git('clone', '--quiet', `git://${gitServer.address}/workspace.git`, clone);
    bases = await startRegistry(null);
    engine = await startEngine();
    const base = pushBase(bases);
    engine.docker('pull', '--quiet', base);
    const context = join(deploy, 'images/agent');
    build('--network', 'host', '--build-arg', `BASE=${base}`, '--tag', 'agent', context);
  });

  after(async () => {
    // Undefined where a part is absent.
    for (const part of [engine, bases, gitServer, registry] as ({ stop(): Promise<void> } | undefined)[])
      await part?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** As Compose builds, with BuildKit. */
  function build(...args: string[]): void {
    const env = { ...engine.env, DOCKER_BUILDKIT: '1' };
    execFileSync('docker', ['build', '--quiet', ...args], { env, stdio: 'pipe' });
  }

  /** Runs a command in a container of the agent's image, as compose.yaml runs it. */
  async function inAgent(
    mounts: readonly string[],
    env: Readonly<Record<string, string>>,
    ...command: string[]
  ): Promise<string> {
    const { security_opt: security = [], environment = {} } = service('agent');
    const variables = Object.entries({ ...environment, ...env }).map(([name, value]) => `${name}=${value}`);
    const args = [
      ...['run', '--rm', '--network', 'host'],
      ...security.flatMap((option) => ['--security-opt', option]),
      ...mounts.flatMap((mount) => ['--volume', mount]),
      ...variables.flatMap((variable) => ['--env', variable]),
      ...(command.length > 0 ? ['--entrypoint', command[0] ?? ''] : []),
      'agent',
      ...command.slice(1),
    ];
    // Not execFileSync: the stand-in controller answers from this process.
    return (await promisify(execFile)('docker', args, { env: engine.env, timeout: 120_000 })).stdout;
  }

  it('keeps passwords and repositories when it is started again', () => {
    const before = [prepared.secret('JENKINS_PASSWORD'), prepared.secret('REGISTRY_PASSWORD')];
    for (const password of before) expect(password).to.match(/^[0-9a-f]{32}$/);
    const head = git('ls-remote', `git://${gitServer.address}/workspace.git`, 'main');
    prepared.run({ JENKINS_PASSWORD: 'another' });
    expect([prepared.secret('JENKINS_PASSWORD'), prepared.secret('REGISTRY_PASSWORD')]).to.deep.equal(before);
    expect(git('ls-remote', `git://${gitServer.address}/workspace.git`, 'main')).to.equal(head);
    expect(readdirSync(join(folder, 'git'))).to.have.members(['cooperage.git', 'workspace.git']);
  });

  it('serves a workspace that is compiled, and the library that its Jenkinsfiles load', () => {
    execFileSync(process.execPath, [join(root, 'dist/cooper.js'), '-C', clone, 'compile', '--check']);
    expect(readFileSync(join(clone, 'images/hello/Jenkinsfile'), 'utf8')).to.include(
      "@Library('cooperage@main')",
    );
    const library = join(folder, 'library');
    git('clone', '--quiet', `git://${gitServer.address}/cooperage.git`, library);
    expect(readdirSync(join(library, 'vars'))).to.deep.equal(readdirSync(join(root, 'vars')));
  });

  it('takes a change', () => {
    const as = ['-C', clone, '-c', 'user.name=x', '-c', 'user.email=x@localhost'];
    git(...as, 'commit', '--quiet', '--allow-empty', '--message', 'Change');
    git(...as, 'push', '--quiet', 'origin', 'main');
    expect(git('-C', clone, 'ls-remote', 'origin', 'main')).to.include(
      git('-C', clone, 'rev-parse', 'HEAD').trim(),
    );
  });

  it('asks for the account of the registry', async () => {
    const { status } = await fetch(`http://${registry.address}/v2/`);
    expect(status).to.equal(401);
    const known = btoa(`${prepared.secret('REGISTRY_USER')}:${prepared.secret('REGISTRY_PASSWORD')}`);
    const answer = await fetch(`http://${registry.address}/v2/`, {
      headers: { authorization: `Basic ${known}` },
    });
    expect(answer.status).to.equal(200);
  });

  it('builds and pushes its images without root', async () => {
    const busybox = `${bases.address}/library/busybox:1.36.1`;
    build('--network', 'none', '--tag', busybox, busyboxContext(join(folder, 'busybox')));
    engine.docker('push', '--quiet', busybox);
    const spec = join(clone, 'images/hello/image.json');
    const hello = JSON.parse(readFileSync(spec, 'utf8')) as object;
    writeFileSync(spec, JSON.stringify({ ...hello, from: busybox }));
    execFileSync(process.execPath, [join(root, 'dist/cooper.js'), '-C', clone, 'compile']);
    give(clone);
    const mounts = [
      `${process.execPath}:/usr/local/bin/node:ro`,
      `${root}:${root}:ro`,
      `${clone}:/home/jenkins/clone`,
    ];
    const account = {
      COOPERAGE_REGISTRY_USER: prepared.secret('REGISTRY_USER'),
      COOPERAGE_REGISTRY_PASSWORD: prepared.secret('REGISTRY_PASSWORD'),
    };
    const cooper = ['/usr/local/bin/node', join(root, 'dist/cooper.js'), '-C', '/home/jenkins/clone'];
    expect(await inAgent(mounts, {}, 'id', '-u')).to.equal('1000\n');
    const text = await inAgent(mounts, account, ...cooper, 'run', 'hello-de', '--with-parents');
    for (const name of ['hello', 'hello-de'])
      expect(text).to.match(
        new RegExp(`${registry.address.replace('127.0.0.1', 'localhost')}/demo/${name}:1\\.0\\.0`),
      );
  });

  it('connects to the controller with its secret, by the program that the controller has', async () => {
    const { jar, stop, address } = await startController(folder);
    try {
      expect(jar).to.be.a('string');
      writeFileSync(join(folder, 'agent/secret'), '0123\n');
      const env = { JENKINS_URL: address };
      const text = await inAgent([`${join(folder, 'agent')}:/run/agent:ro`], env);
      expect(text.trim().split('\n')).to.deep.equal([
        ...['-url', address, '-name', 'builder', '-secret', '@/run/agent/secret', '-webSocket'],
        ...['-workDir', '/home/jenkins/agent'],
      ]);
    } finally {
      await stop();
    }
  });
});

/** A controller of which there is only `/jnlpJars/agent.jar`: a program that prints its arguments. */
async function startController(
  folder: string,
): Promise<{ jar: string; address: string; stop: () => Promise<void> }> {
  const source = join(folder, 'Main.java');
  const jar = join(folder, 'agent.jar');
  writeFileSync(
    source,
    'class Main { public static void main(String[] a) { for (String s : a) System.out.println(s); } }',
  );
  execFileSync('javac', ['--release', '11', '-d', folder, source]);
  execFileSync('jar', ['--create', '--file', jar, '--main-class', 'Main', '-C', folder, 'Main.class']);
  const server: HttpServer = createServer((request, response) => {
    response.statusCode = request.url === '/jnlpJars/agent.jar' ? 200 : 404;
    response.end(response.statusCode === 200 ? readFileSync(jar) : '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> => new Promise((done) => server.close(() => done()));
  return { jar, address: `http://127.0.0.1:${port}`, stop };
}
