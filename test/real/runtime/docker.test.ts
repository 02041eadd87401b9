/** What the scripts do with docker's daemon: tags that are lent and given back, bases, containers. */
import { expect } from 'chai';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { otherClient, startEngine, type Engine } from '../../support/dockerd.js';
import { needs } from '../../support/parts.js';
import { startRegistry, type Registry } from '../../support/registry.js';
import { PASSWORD, Workspace, type Build } from './workspace.js';

const PLAIN = ['FROM scratch', 'ADD rootfs.tar.gz /'];

describe('docker', function () {
  this.timeout(180_000);
  let engine: Engine;
  let registry: Registry;
  let workspace: Workspace;

  before(async function () {
    needs(this, 'dockerd', 'curl', 'docker-registry', 'htpasswd');
    engine = await startEngine();
    registry = await startRegistry({ user: 'builder', password: PASSWORD });
  });

  after(async () => {
    // Undefined where a part is absent.
    await (registry as Registry | undefined)?.stop();
    await (engine as Engine | undefined)?.stop();
  });

  beforeEach(() => {
    workspace = new Workspace(PLAIN);
  });

  afterEach(() => {
    workspace.remove();
    for (const image of engine.images()) engine.docker('rmi', '--force', image.split(' ')[1] ?? '');
  });

  function build(env: NodeJS.ProcessEnv = {}): Build {
    const made = workspace.build(registry.address, {
      COOPERAGE_BUILDER: 'docker',
      PATH: engine.env['PATH'],
      DOCKER_HOST: engine.host,
      ...env,
    });
    made.account = { user: 'builder', password: PASSWORD };
    return made;
  }

  it('goes the whole way and leaves nothing', async () => {
    workspace.write(
      'images/x/tests.list',
      [
        '# Generated',
        ...['test command', 'arg /bin/busybox', 'arg echo', 'arg a b', 'stdout ^a b$'],
        ...['test files', 'file /bin/busybox', 'file /nowhere'],
        ...['test slow', 'arg /bin/busybox', 'arg sleep', 'arg 60', 'seconds 2'],
        ...['test missing', 'arg /nowhere', 'exit 127', ''],
      ].join('\n'),
    );
    const made = build({ COOPERAGE_NAME: 'whole' });
    await made.succeed('verify', 'prepare', 'build');
    const log = await made.fail('test');
    expect(log)
      .to.contain('ok      command')
      .and.to.contain('ok      missing')
      .and.to.contain('2 of 4 tests failed');
    expect(log).to.contain('/nowhere does not exist in the image');
    expect(log).not.to.contain('/bin/busybox does not exist');
    expect(log).to.contain('the command did not end within 2 s');
    expect(engine.containers()).to.deep.equal([]);
    await made.succeed('push', 'report', 'cleanup');
    expect(await registry.digest('team/whole', '1.0')).to.match(/^sha256:/);
    expect(await registry.digest('team/whole', 'latest')).to.equal(
      await registry.digest('team/whole', '1.0'),
    );
    expect(engine.images()).to.deep.equal([]);
    expect(readdirSync(join(workspace.path, 'tmp'))).to.deep.equal([]);
  });

  it('gives a tag back to the image that had it before the push', async () => {
    workspace.write('other/Dockerfile', 'FROM scratch\nLABEL mine=1\n');
    const mine = `${registry.address}/team/lent:1.0`;
    engine.docker('build', '--tag', mine, join(workspace.path, 'other'));
    const before = engine.images();
    await build({ COOPERAGE_NAME: 'lent' }).succeed('verify', 'prepare', 'build', 'push', 'cleanup');
    expect(engine.images()).to.deep.equal(before);
  });

  it('leaves the image of another build alone that has the same content', async () => {
    const one = build({ COOPERAGE_NAME: 'same', COOPERAGE_JOB: 'one' });
    await one.succeed('verify', 'prepare', 'build');
    const two = workspace.build(registry.address, {
      ...one.env,
      COOPERAGE_JOB: 'two',
      COOPERAGE_WORK: `${workspace.path}/two/1`,
    });
    two.account = one.account;
    await two.succeed('verify', 'prepare', 'build', 'cleanup');
    await one.succeed('push', 'cleanup');
    expect(engine.images()).to.deep.equal([]);
  });

  it('pulls a base with the account, and takes one that only the daemon has', async () => {
    await build({ COOPERAGE_NAME: 'base' }).succeed('verify', 'prepare', 'build', 'push', 'cleanup');
    const base = `${registry.address}/team/base:1.0`;
    workspace.dockerfile(`FROM ${base}`, 'LABEL second=1');
    const made = build({ COOPERAGE_NAME: 'child', COOPERAGE_ROOTFS: '', COOPERAGE_BASE: base });
    await made.succeed('verify', 'prepare', 'build', 'push');
    expect(made.record()['base']).to.deep.equal({
      name: base,
      digest: await registry.digest('team/base', '1.0'),
    });
    const local = `${registry.address}/team/local:1`;
    engine.docker('tag', base, local);
    workspace.dockerfile(`FROM ${local}`, 'LABEL third=1');
    const third = build({ COOPERAGE_NAME: 'third', COOPERAGE_ROOTFS: '', COOPERAGE_BASE: local });
    expect(await third.succeed('verify', 'prepare', 'build')).to.contain(
      'the docker daemon on this agent has',
    );
    const id = engine.docker('image', 'inspect', '--format', '{{.Id}}', local).trim();
    expect(third.state('base-digest')).to.equal(id);
    const missing = build({ COOPERAGE_NAME: 'x', COOPERAGE_BASE: `${registry.address}/team/none:1` });
    expect(await missing.fail('verify')).to.contain(
      `the base image ${registry.address}/team/none:1 does not exist`,
    );
  });

  it('builds a base that was pulled before anew when the registry has a newer one', async () => {
    const base = `${registry.address}/team/moving:1`;
    const push = { COOPERAGE_NAME: 'moving', COOPERAGE_TAG: '1', COOPERAGE_OVERWRITE: 'true' };
    await build(push).succeed('verify', 'prepare', 'build', 'push', 'cleanup');
    const child = { COOPERAGE_NAME: 'on-moving', COOPERAGE_ROOTFS: '', COOPERAGE_BASE: base };
    workspace.dockerfile(`FROM ${base}`, 'LABEL child=1');
    const first = build(child);
    await first.succeed('verify', 'prepare', 'build', 'push', 'cleanup');
    workspace.dockerfile(...PLAIN, 'LABEL newer=1');
    await build(push).succeed('verify', 'prepare', 'build', 'push', 'cleanup');
    workspace.dockerfile(`FROM ${base}`, 'LABEL child=1');
    const second = build(child);
    await second.succeed('verify');
    expect(await second.fail('prepare')).to.contain('base image changed');
    const moved = build({ ...child, COOPERAGE_TAG: '2' });
    await moved.succeed('verify', 'prepare', 'build');
    const labels = engine.docker(
      'image',
      'inspect',
      '--format',
      '{{json .Config.Labels}}',
      moved.state('local-tag'),
    );
    expect(labels).to.contain('"newer":"1"');
  });

  it('passes secrets as mounts, and says what a client without BuildKit cannot do', async () => {
    workspace.dockerfile(
      ...PLAIN,
      'RUN --mount=type=secret,id=one ["/bin/busybox", "sh", "-c", "/bin/busybox test \\"$(/bin/busybox cat /run/secrets/one)\\" = hidden-text"]',
    );
    const needsMounts = { COOPERAGE_NEEDS: 'mounts', COOPERAGE_NETWORK: 'none' };
    const made = build({ ...needsMounts, COOPERAGE_SECRETS: 'one=ONE:text', ONE: 'hidden-text' });
    const log = await made.succeed('verify', 'prepare', 'build');
    expect(
      log.split('\n').filter((line) => line.includes('hidden-text') && !line.includes('RUN --mount')),
    ).to.deep.equal([]);
    expect(existsSync(join(made.work, 'secrets'))).to.equal(false);
    const client = otherClient();
    if (client !== undefined) {
      const path = `${dirname(client)}:${process.env['PATH'] ?? ''}`;
      expect(await build({ ...needsMounts, PATH: path }).fail('verify')).to.contain(
        'the Dockerfile uses RUN with mounts',
      );
      workspace.dockerfile(...PLAIN, 'RUN ["/bin/busybox", "true"]');
      await build({ COOPERAGE_NETWORK: 'none', PATH: path }).succeed('verify', 'prepare', 'build', 'cleanup');
    }
  });

  it('says when the daemon does not answer', async () => {
    const log = await build({ DOCKER_HOST: `unix://${workspace.path}/none` }).fail('verify');
    expect(log).to.contain('the docker daemon does not answer').and.to.contain('the group docker');
  });

  it('ports: of an image without any program but its own; one that ends; one that does not listen', async () => {
    const image = async (cmd: string[], test: string): Promise<string> => {
      workspace.dockerfile(...PLAIN, `ENTRYPOINT ${JSON.stringify(cmd)}`);
      workspace.write('images/x/tests.list', `# Generated\n${test}`);
      const made = build({ COOPERAGE_NAME: 'ports' });
      await made.succeed('verify', 'prepare', 'build');
      return (await made.run('test')).log;
    };
    const httpd = ['/bin/busybox', 'httpd', '-f', '-p', '8080', '-h', '/'];
    expect(await image(httpd, 'test port\nport 8080\nseconds 10\n')).to.contain('1 tests passed');
    expect(await image(httpd, 'test port\nport 8081\nseconds 1\n')).to.contain(
      'nothing listens at TCP port 8081 after 1 s',
    );
    const dies = ['/bin/busybox', 'sh', '-c', 'echo gone; exit 7'];
    expect(await image(dies, 'test port\nport 80\n'))
      .to.contain('ended (exit code 7)')
      .and.to.contain('    gone');
    expect(engine.containers()).to.deep.equal([]);
  });

  it('ends the container when the stage is stopped', async () => {
    workspace.write(
      'images/x/tests.list',
      '# Generated\ntest long\narg /bin/busybox\narg sleep\narg 100\nseconds 100\n',
    );
    const made = build({ COOPERAGE_NAME: 'stopped' });
    await made.succeed('verify', 'prepare', 'build');
    let pid = 0;
    const running = made.run('test', { onStart: (started) => (pid = started) });
    while (engine.containers().length === 0) await sleep(100);
    process.kill(pid, 'SIGTERM');
    expect((await running).code).to.equal(143);
    expect(engine.containers()).to.deep.equal([]);
  });
});
