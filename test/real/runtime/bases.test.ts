/** Images of several stages: every image that the Dockerfile starts or copies from is looked up, and fetched. */
import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startEngine, type Engine } from '../../support/dockerd.js';
import { needs } from '../../support/parts.js';
import { startRegistry, type Registry } from '../../support/registry.js';
import { PASSWORD, Workspace, type Build } from './workspace.js';

const PLAIN = ['FROM scratch', 'ADD rootfs.tar.gz /'];

describe('several bases', function () {
  this.timeout(180_000);
  let registry: Registry;
  let engine: Engine;
  let workspace: Workspace;

  before(async function () {
    needs(this, 'buildah', 'curl', 'docker-registry', 'htpasswd', 'dockerd');
    registry = await startRegistry({ user: 'builder', password: PASSWORD });
    engine = await startEngine();
    workspace = new Workspace();
    for (const name of ['one', 'two', 'three']) {
      workspace.dockerfile(...PLAIN, `LABEL name=${name}`);
      await build({ COOPERAGE_NAME: name, COOPERAGE_TAG: '1' }).succeed('verify', 'prepare', 'build', 'push');
    }
    workspace.dockerfile(
      `FROM ${reference('two')} AS tools`,
      'RUN ["/bin/busybox", "touch", "/made"]',
      `FROM ${reference('one')}`,
      'COPY --from=tools /made /made',
      `COPY --from=${reference('three')} /bin/busybox /bin/other`,
    );
  });

  after(async () => {
    // Undefined where a part is absent.
    await (engine as Engine | undefined)?.stop();
    await (registry as Registry | undefined)?.stop();
    (workspace as Workspace | undefined)?.remove();
  });

  function build(env: NodeJS.ProcessEnv = {}): Build {
    const made = workspace.build(registry.address, env);
    made.account = { user: 'builder', password: PASSWORD };
    return made;
  }

  const reference = (name: string): string => `${registry.address}/team/${name}:1`;
  const staged = (env: NodeJS.ProcessEnv = {}): Build =>
    build({
      COOPERAGE_ROOTFS: '',
      COOPERAGE_BASE: reference('one'),
      COOPERAGE_BASES: `${reference('two')}  ${reference('three')}`,
      ...env,
    });
  const lines = async (): Promise<string> =>
    `${reference('two')} ${await registry.digest('team/two', '1')}\n` +
    `${reference('three')} ${await registry.digest('team/three', '1')}`;

  it('buildah: Verify pulls all with the account, Build needs none; the labels name the base of the image', async () => {
    const made = staged({ COOPERAGE_NAME: 'staged' });
    await made.succeed('verify', 'prepare', 'build', 'push');
    expect(made.state('bases')).to.equal(await lines());
    expect(made.state('base-digest')).to.equal(await registry.digest('team/one', '1'));
    const { Labels: labels } = (await registry.config('team/staged', '1.0')) as {
      Labels: Record<string, string>;
    };
    expect(labels).to.include({
      name: 'one',
      'org.opencontainers.image.base.name': reference('one'),
      'org.opencontainers.image.base.digest': made.state('base-digest'),
    });
  });

  it('docker: the same', async () => {
    const made = staged({
      COOPERAGE_NAME: 'docker',
      COOPERAGE_BUILDER: 'docker',
      COOPERAGE_NETWORK: 'none',
      PATH: engine.env['PATH'],
      DOCKER_HOST: engine.host,
    });
    await made.succeed('verify', 'prepare', 'build', 'push', 'cleanup');
    expect(await registry.digest('team/docker', '1.0')).to.match(/^sha256:/);
  });

  it('a missing one is told by its name, before anything is built', async () => {
    const missing = `${registry.address}/team/none:1`;
    const log = await staged({ COOPERAGE_BASES: `${reference('two')} ${missing}` }).fail('verify');
    expect(log).to.contain(`the base image ${missing} does not exist`).and.to.contain('what to do');
  });

  it('an illegal one too', async () => {
    for (const bad of ['A/b', '*', '$(id)'])
      expect(await staged({ COOPERAGE_BASES: bad }).fail('verify'), bad).to.contain(
        'the base image is not a legal reference',
      );
  });

  it('without any, no state is left', async () => {
    const made = build({ COOPERAGE_NAME: 'plain' });
    await made.succeed('verify');
    expect(existsSync(join(made.work, 'state/bases'))).to.equal(false);
  });
});
