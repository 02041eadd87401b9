/** Several platforms with docker: what buildx is asked for, and how its OCI layout reaches a registry. */
import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { needs } from '../../support/parts.js';
import { startRegistry, type Registry } from '../../support/registry.js';
import { Folder, SHELLS, joined } from './runtime.js';
import { StandIn } from './stand-in.js';
import { PASSWORD, Workspace, type Build } from './workspace.js';

const NO_RUN = ['FROM scratch', 'ADD rootfs.tar.gz /', 'ARG TARGETARCH', 'LABEL arch="$TARGETARCH"'];
const INDEX = 'application/vnd.oci.image.index.v1+json';

describe('several platforms with docker', function () {
  this.timeout(180_000);
  let registry: Registry;
  let workspace: Workspace;

  before(async function () {
    needs(this, 'buildah', 'curl', 'docker-registry', 'htpasswd');
    if (process.arch !== 'x64') this.skip();
    registry = await startRegistry({ user: 'builder', password: PASSWORD });
  });

  after(async () => {
    // Undefined where a part is absent.
    await (registry as Registry | undefined)?.stop();
  });

  beforeEach(() => {
    workspace = new Workspace(NO_RUN);
    mkdirSync(join(workspace.path, 'bin'));
    copyFileSync(fileURLToPath(new URL('buildx.sh', import.meta.url)), join(workspace.path, 'bin/docker'));
  });

  afterEach(() => {
    workspace.remove();
  });

  const commands = (): string[] =>
    readFileSync(join(workspace.path, 'commands'), 'utf8').trimEnd().split('\n');

  function build(env: NodeJS.ProcessEnv = {}): Build {
    const made = workspace.build(registry.address, {
      COOPERAGE_BUILDER: 'docker',
      COOPERAGE_PLATFORMS: 'linux/arm64 linux/amd64',
      PATH: `${workspace.path}/bin:${process.env['PATH'] ?? ''}`,
      COMMANDS: join(workspace.path, 'commands'),
      ...env,
    });
    made.account = { user: 'builder', password: PASSWORD };
    return made;
  }

  it('builds to a layout, loads the image for Test from the cache, and pushes only in Push', async () => {
    const made = build({ COOPERAGE_NAME: 'whole', COOPERAGE_BUILD_ARGS: 'A=ONE', ONE: '1' });
    await made.succeed('verify', 'prepare', 'build');
    expect(await registry.tags('team/whole')).to.deep.equal([]);
    const context = `${made.work}/context`;
    const same = (more: string): string =>
      `buildx build --progress plain ${more} --label io.cooperage.spec=images/x/image.json ` +
      `--label io.cooperage.inputs=${made.state('inputs')} --build-arg A=1 ` +
      `--iidfile ${made.work}/tmp/image-id --file ${context}/Dockerfile ${context}`;
    expect(commands().filter((line) => line.startsWith('buildx build'))).to.deep.equal([
      same('--platform linux/arm64,linux/amd64 --output type=oci,dest=image.tar'),
      same(`--platform linux/amd64 --load --tag ${made.state('local-tag')}`),
    ]);
    expect(existsSync(join(made.work, 'image.tar'))).to.equal(false);
    workspace.write('images/x/tests.list', '# tests\ntest runs\narg /x\n');
    expect(await made.succeed('test')).to.contain(
      'testing the image for linux/amd64; not tested: linux/arm64',
    );
    const log = await made.succeed('push', 'report');
    const response = await registry.get('/v2/team/whole/manifests/1.0', INDEX);
    const { manifests } = (await response.json()) as {
      manifests: { digest: string; platform: { architecture: string } }[];
    };
    expect(manifests.map(({ platform }) => platform.architecture)).to.deep.equal(['arm64', 'amd64']);
    const digest = await registry.digest('team/whole', '1.0');
    expect(await registry.digest('team/whole', 'latest')).to.equal(digest);
    expect(made.record()).to.deep.include({ result: 'pushed', digest, builder: 'docker' });
    expect((made.record()['platforms'] as { digest: string }[]).map((entry) => entry.digest)).to.deep.equal(
      manifests.map((entry) => entry.digest),
    );
    expect(log).to.contain(`pushed     ${registry.address}/team/whole:1.0`);
    expect(commands().filter((line) => /^(push|buildx build.*--push)/.test(line))).to.deep.equal([]);
    const again = build({ COOPERAGE_NAME: 'whole', COOPERAGE_BUILD_ARGS: 'A=ONE', ONE: '1' });
    await again.succeed('verify', 'prepare', 'build', 'push');
    expect(again.record()).to.deep.include({ result: 'unchanged', digest });
  });

  it('is refused where RUN needs what the builder does not list', async () => {
    const env = { COOPERAGE_NEEDS: 'emulation', COOPERAGE_PLATFORMS: 'linux/amd64 linux/s390x' };
    expect(await build(env).fail('verify')).to.contain('RUN for linux/s390x needs an emulator');
  });

  it('looks bases up for each platform, and warns of one that Build may not be able to pull', async () => {
    await build({ COOPERAGE_NAME: 'base' }).succeed('verify', 'prepare', 'build', 'push');
    const base = { COOPERAGE_NAME: 'child', COOPERAGE_BASE: `${registry.address}/team/base:1.0` };
    const made = build(base);
    const log = await made.succeed('verify');
    expect(log).to.contain('WARNING: buildx will pull').and.to.contain('docker login');
    expect(made.state('base-digest')).to.equal(await registry.digest('team/base', '1.0'));
    expect(
      await build({ ...base, COOPERAGE_PLATFORMS: 'linux/amd64 linux/s390x' }).fail('verify'),
    ).to.contain('has no linux/s390x; it has linux/arm64 linux/amd64');
  });
});

for (const shell of SHELLS) {
  describe(`an OCI layout to a registry with tokens, in ${shell.join(' ')}`, function () {
    this.timeout(60_000);
    const folder = new Folder();
    let standIn: StandIn;
    const hex = (letter: string): string => letter.repeat(64);

    before(function () {
      needs(this, 'dash', 'curl');
      const put = (name: string, value: object): string =>
        folder.write(`layout/${name}`, JSON.stringify(value));
      const image = 'application/vnd.oci.image.manifest.v1+json';
      put('index.json', { manifests: [{ mediaType: INDEX, digest: `sha256:${hex('a')}` }] });
      put(`blobs/sha256/${hex('a')}`, { manifests: [{ mediaType: image, digest: `sha256:${hex('b')}` }] });
      put(`blobs/sha256/${hex('b')}`, {
        mediaType: image,
        config: { digest: `sha256:${hex('c')}` },
        layers: [{ digest: `sha256:${hex('d')}` }],
      });
      put(`blobs/sha256/${hex('c')}`, {});
      folder.write(`layout/blobs/sha256/${hex('d')}`, Buffer.alloc(3_000_000, 'x'));
    });
    beforeEach(async () => {
      standIn = await new StandIn({
        user: 'robot',
        password: PASSWORD,
        projects: { team: 'push' },
        kind: 'harbor',
      }).start();
    });
    afterEach(() => standIn.stop());
    after(() => {
      folder.remove();
    });

    function upload(): Promise<{ code: number | null; log: string }> {
      const files = ['lib.sh', 'lib/args.sh', 'lib/json.sh', 'lib/registry.sh', 'lib/manifest.sh'];
      const body = `WORK=${folder.path}/work; TMP=$WORK/tmp; rm -rf "$WORK"; mkdir -p "$TMP"
        REGISTRY=${standIn.address} REPOSITORY=team/app IMAGE=$REGISTRY/team/app TAG=1 WHO=robot ACCOUNT=robot
        registry_open "$REGISTRY" robot "$PASSWORD"
        upload_layout ${folder.path}/layout 1; echo "$DIGEST"`;
      const [command = 'sh', ...rest] = shell;
      const env = { PATH: process.env['PATH'], PASSWORD, COOPERAGE_RETRIES: '1' };
      return new Promise((resolve) => {
        const script = `${joined([...files, 'lib/upload.sh'])}\n${body}`;
        const child = execFile(command, [...rest, '-c', script], { env }, (_, stdout, stderr) => {
          resolve({ code: child.exitCode, log: stdout + stderr });
        });
      });
    }

    /** What changes the registry, without tokens and the state of an upload. */
    const changes = (): string[] =>
      standIn.requests
        .filter((line) => /^(POST|PUT)/.test(line))
        .map((line) => line.replace('/v2/team/app/', '').replace('_state=x%3D&', ''));
    const blob = (letter: string): string[] => [
      'POST blobs/uploads/',
      `PUT blobs/uploads/1?digest=sha256%3A${hex(letter)}`,
    ];
    const manifests = [`PUT manifests/sha256:${hex('b')}`, 'PUT manifests/1'];

    it('gives it the parts, then the manifests, then the tag', async () => {
      const { code, log } = await upload();
      expect(code, log).to.equal(0);
      expect(log).to.equal(`sha256:${hex('a')}\n`);
      expect(changes()).to.deep.equal([...blob('c'), ...blob('d'), ...manifests]);
    });

    it('begins an upload anew after a transient fault', async () => {
      standIn.faults = { status: 503, times: 1, path: /uploads\/1/ };
      const { code, log } = await upload();
      expect(code, log).to.equal(0);
      expect(log).to.contain('a transient fault; trying again');
      expect(changes()).to.deep.equal([...blob('c'), ...blob('c'), ...blob('d'), ...manifests]);
    });

    it('says who may not push', async () => {
      standIn.faults = { status: 403, times: 100, path: /uploads\/$/ };
      const { code, log } = await upload();
      expect(code).to.equal(1);
      expect(log).to.contain('robot could not push').and.to.contain('what to do: give robot the right push');
    });
  });
}
