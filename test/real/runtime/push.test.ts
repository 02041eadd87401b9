/** The whole way with buildah and a real registry: verify, prepare, build, test, push, report, cleanup. */
import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../../support/parts.js';
import { startRegistry, type Registry } from '../../support/registry.js';
import { PASSWORD, Workspace, type Build } from './workspace.js';

describe('the whole way with buildah', function () {
  this.timeout(180_000);
  let registry: Registry;
  let workspace: Workspace;

  before(async function () {
    needs(this, 'buildah', 'curl', 'docker-registry', 'htpasswd');
    registry = await startRegistry({ user: 'builder', password: PASSWORD });
  });

  after(async () => {
    // Undefined where a part is absent.
    await (registry as Registry | undefined)?.stop();
  });

  beforeEach(() => {
    workspace = new Workspace();
  });

  afterEach(() => {
    workspace.remove();
  });

  function build(env: NodeJS.ProcessEnv = {}): Build {
    const made = workspace.build(registry.address, env);
    made.account = { user: 'builder', password: PASSWORD };
    return made;
  }

  it('pushes all tags, records them, and leaves nothing', async () => {
    const made = build({
      COOPERAGE_NAME: 'whole',
      COOPERAGE_COMMIT: 'abc123',
      COOPERAGE_SOURCE: 'https://u:secret@git.example.com/x.git',
    });
    workspace.write('images/x/tests.list', '# tests\ntest runs\narg /bin/busybox\narg true\n');
    const log = await made.succeed('verify', 'prepare', 'build', 'test', 'push');
    expect(log).to.contain('1 tests passed');
    const record = made.record();
    const digest = await registry.digest('team/whole', '1.0');
    expect(record).to.deep.include({
      reference: `${registry.address}/team/whole:1.0`,
      tags: ['1.0', 'latest'],
      digest,
      base: { name: '', digest: '' },
      inputs: made.state('inputs'),
      spec: 'images/x/image.json',
      source: 'https://git.example.com/x.git',
      commit: 'abc123',
      job: 'folder/job "x"',
      builder: 'buildah',
      result: 'pushed',
    });
    expect(await registry.digest('team/whole', 'latest')).to.equal(digest);
    const manifest = (await (
      await registry.get(
        `/v2/team/whole/manifests/${digest ?? ''}`,
        'application/vnd.oci.image.manifest.v1+json',
      )
    ).json()) as {
      config: { digest: string; size: number };
      layers: { digest: string; size: number }[];
    };
    expect(record['layers']).to.deep.equal(
      manifest.layers.map((layer) => ({ digest: layer.digest, size: layer.size })),
    );
    expect(record['image']).to.equal(manifest.config.digest);
    expect(record['size']).to.equal(
      manifest.layers.reduce((sum, { size }) => sum + size, manifest.config.size),
    );
    expect(Date.parse(record['started'] as string)).to.be.most(Date.parse(record['finished'] as string));
    const config = (await (await registry.get(`/v2/team/whole/blobs/${manifest.config.digest}`)).json()) as {
      config: { Labels: Record<string, string> };
    };
    expect(config.config.Labels).to.include({
      'org.opencontainers.image.source': 'https://git.example.com/x.git',
      'org.opencontainers.image.revision': 'abc123',
      'io.cooperage.spec': 'images/x/image.json',
      'io.cooperage.inputs': made.state('inputs'),
    });
    expect(await made.succeed('report')).to.contain(
      `docker pull ${registry.address}/team/whole@${digest ?? ''}`,
    );
    expect(existsSync(join(workspace.path, 'build-record.json'))).to.equal(true);
    expect(await made.succeed('cleanup')).to.contain('cleaned up');
    expect(readdirSync(workspace.path).sort()).to.deep.equal(['images', 'tmp']);
    expect(readdirSync(join(workspace.path, 'tmp'))).to.deep.equal([]);
    expect(await made.succeed('cleanup')).to.contain('nothing to clean up');
    expect(await made.succeed('report')).to.contain('nothing to report');
  });

  it('the same content again is a no-op that adds missing tags', async () => {
    await build({ COOPERAGE_NAME: 'again' }).succeed('verify', 'prepare', 'build', 'push');
    const digest = await registry.digest('team/again', '1.0');
    const second = build({ COOPERAGE_NAME: 'again', COOPERAGE_TAG: '1.0 1 latest' });
    const log = await second.succeed('verify', 'prepare', 'build', 'test', 'push', 'report');
    expect(log).not.to.contain('STEP');
    expect(log)
      .to.contain('Build: the registry holds this very content already')
      .and.to.contain('Test: the registry holds');
    expect(second.record()).to.deep.include({ result: 'unchanged', digest, tags: ['1.0', '1', 'latest'] });
    expect(await registry.digest('team/again', '1')).to.equal(digest);
    const third = build({ COOPERAGE_NAME: 'again' });
    expect(await third.succeed('verify', 'prepare', 'build', 'push')).to.contain('nothing to push');
    workspace.write('images/x/rootfs/new', 'x');
    const changed = build({ COOPERAGE_NAME: 'again' });
    await changed.succeed('verify');
    expect(await changed.fail('prepare')).to.contain(
      'the tag 1.0 is taken by other content: rootfs, scripts or Dockerfile changed',
    );
    const moved = build({ COOPERAGE_NAME: 'again', COOPERAGE_OVERWRITE: 'true' });
    await moved.succeed('verify', 'prepare', 'build', 'push');
    expect(await registry.digest('team/again', '1.0'))
      .to.equal(moved.record()['digest'])
      .and.not.to.equal(digest);
  });

  it('does not overwrite a tag that was taken since Verify', async () => {
    const one = build({ COOPERAGE_NAME: 'race' });
    await one.succeed('verify', 'prepare', 'build');
    workspace.write('images/x/rootfs/other', 'x');
    const two = build({ COOPERAGE_NAME: 'race' });
    // Verify of the second build must not take the first for a dead one.
    writeFileSync(join(one.work, 'pid'), `${process.pid}\n`);
    await two.succeed('verify', 'prepare', 'build', 'push');
    const log = await one.fail('push');
    expect(log).to.contain('was free when this build began, and is taken now');
    expect(await registry.digest('team/race', '1.0')).to.equal(two.record()['digest']);
    expect(existsSync(join(one.work, 'docker'))).to.equal(false);
  });

  it('pulls a base from the same registry with the account, and builds from it without', async () => {
    await build({ COOPERAGE_NAME: 'base' }).succeed('verify', 'prepare', 'build', 'push');
    const base = `${registry.address}/team/base:1.0`;
    workspace.dockerfile(`FROM ${base}`, 'RUN ["/bin/busybox", "touch", "/second"]');
    const made = build({ COOPERAGE_NAME: 'child', COOPERAGE_BASE: base, COOPERAGE_ROOTFS: '' });
    await made.succeed('verify', 'prepare', 'build', 'push');
    expect(made.record()['base']).to.deep.equal({
      name: base,
      digest: await registry.digest('team/base', '1.0'),
    });
    const missing = build({
      COOPERAGE_NAME: 'child',
      COOPERAGE_TAG: '2',
      COOPERAGE_BASE: `${registry.address}/team/base:nope`,
    });
    expect(await missing.fail('verify')).to.contain(
      `the base image ${registry.address}/team/base:nope does not exist`,
    );
  });

  it('says when the password is wrong, or the tag belongs to something else', async () => {
    const made = build();
    made.account = { user: 'builder', password: 'wrong' };
    expect(await made.fail('verify')).to.contain('does not accept the account builder with this password');
    const foreign = build({ COOPERAGE_NAME: 'foreign', COOPERAGE_TAG: '1.0' });
    await foreign.succeed('verify', 'prepare', 'build');
    const archive = join(workspace.path, 'layout');
    execFileSync('buildah', [
      '--root',
      join(foreign.work, 'storage'),
      '--runroot',
      join(foreign.work, 'runroot'),
      '--storage-driver',
      'vfs',
      'from',
      '--name',
      'c',
      'scratch',
    ]);
    execFileSync('buildah', [
      '--root',
      join(foreign.work, 'storage'),
      '--runroot',
      join(foreign.work, 'runroot'),
      '--storage-driver',
      'vfs',
      'commit',
      '--quiet',
      'c',
      `oci:${archive}:x`,
    ]);
    execFileSync(
      'skopeo',
      [
        'copy',
        '--dest-tls-verify=false',
        '--dest-authfile',
        registry.authFile,
        `oci:${archive}:x`,
        `docker://${registry.address}/team/foreign:1.0`,
      ],
      { stdio: 'ignore' },
    );
    expect(await foreign.fail('push')).to.contain('is taken now');
    expect(await build({ COOPERAGE_NAME: 'foreign', COOPERAGE_TAG: '1.0' }).fail('verify')).to.contain(
      'not built from this spec',
    );
  });

  it('writes an OCI layout without any registry', async () => {
    const made = workspace.build('registry.example.com', { COOPERAGE_TO: `oci:${workspace.path}/layout` });
    await made.succeed('verify', 'prepare', 'build', 'push', 'report');
    expect(made.record()).to.include({ result: 'written', reference: 'registry.example.com/team/app:1.0' });
    const index = JSON.parse(readFileSync(join(workspace.path, 'layout/index.json'), 'utf8')) as {
      manifests: { digest: string }[];
    };
    expect(new Set(index.manifests.map(({ digest }) => digest))).to.deep.equal(
      new Set([made.record()['digest']]),
    );
  });

  it('gives the same digest for the same commit', async () => {
    const digests = [];
    for (const tag of ['a', 'b']) {
      const made = workspace.build('registry.example.com', {
        COOPERAGE_TO: `oci:${workspace.path}/${tag}`,
        COOPERAGE_TAG: tag,
      });
      await made.succeed('verify', 'prepare', 'build', 'push');
      digests.push(made.record()['digest']);
    }
    expect(digests[0]).to.equal(digests[1]);
  });

  it('reaps what dead builds left, and nothing else', async () => {
    const dead = build({ COOPERAGE_NAME: 'dead' });
    await dead.succeed('verify', 'prepare', 'build');
    workspace.write('tmp/cooperage/other/file', 'not ours');
    const alive = workspace.write('tmp/cooperage/alive/.cooperage', '');
    workspace.write('tmp/cooperage/alive/pid', `${process.pid}\n`);
    await build({ COOPERAGE_NAME: 'dead' }).succeed('verify');
    expect(existsSync(dead.work)).to.equal(false);
    expect(existsSync(alive)).to.equal(true);
    expect(existsSync(join(workspace.path, 'tmp/cooperage/other/file'))).to.equal(true);
  });

  it('stages in the wrong order say so', async () => {
    const made = build({ COOPERAGE_NAME: 'order' });
    expect(await made.fail('prepare')).to.contain('Verify has not run in this build');
    expect(await made.fail('build')).to.contain('Prepare has not run');
    expect(await made.fail('push')).to.contain('Prepare has not run');
    await made.succeed('cleanup', 'report');
    expect((await made.run('cleanup', { env: { COOPERAGE_WORK: '' } })).log).to.contain(
      'nothing to clean up',
    );
  });
});
