/** Images for several platforms: one index at a real registry, which each platform pulls its own image from. */
import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../../support/parts.js';
import { startRegistry, type Registry } from '../../support/registry.js';
import { PASSWORD, Workspace, type Build } from './workspace.js';

const PLATFORMS = ['linux/amd64', 'linux/arm64', 'linux/arm/v7'];
const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
/** What has no RUN builds for any platform. */
const NO_RUN = ['FROM scratch', 'ADD rootfs.tar.gz /', 'ARG TARGETARCH', 'LABEL arch="$TARGETARCH"'];

export interface Entry {
  readonly digest: string;
  readonly size: number;
  readonly platform: { readonly os: string; readonly architecture: string; readonly variant?: string };
}

const named = ({ platform: { os, architecture, variant } }: Entry): string =>
  [os, architecture, ...(variant === undefined ? [] : [variant])].join('/');

describe('several platforms with buildah', function () {
  this.timeout(300_000);
  let registry: Registry;
  let workspace: Workspace;

  before(async function () {
    needs(this, 'buildah', 'curl', 'docker-registry', 'htpasswd', 'skopeo');
    if (process.arch !== 'x64') this.skip();
    registry = await startRegistry({ user: 'builder', password: PASSWORD });
  });

  after(async () => {
    // Undefined where a part is absent.
    await (registry as Registry | undefined)?.stop();
  });

  beforeEach(() => {
    workspace = new Workspace(NO_RUN);
    workspace.write(
      'images/x/tests.list',
      '# tests\ntest runs\narg /bin/busybox\narg true\ntest file\nfile /bin/busybox\n',
    );
  });

  afterEach(() => {
    workspace.remove();
  });

  function build(env: NodeJS.ProcessEnv = {}): Build {
    const made = workspace.build(registry.address, { COOPERAGE_PLATFORMS: PLATFORMS.join(' '), ...env });
    made.account = { user: 'builder', password: PASSWORD };
    return made;
  }

  async function index(repository: string, tag = '1.0'): Promise<Entry[]> {
    const response = await registry.get(`/v2/${repository}/manifests/${tag}`, INDEX);
    const { mediaType, manifests } = (await response.json()) as { mediaType: string; manifests: Entry[] };
    expect(mediaType).to.equal(INDEX);
    return manifests;
  }

  /** What a client of that platform pulls by the tag. */
  function pulled(name: string, platform: string): Record<string, unknown> {
    const [, arch = '', variant] = platform.split('/');
    const args = ['--insecure-policy', '--override-arch', arch, 'inspect', '--config', '--tls-verify=false'];
    if (variant !== undefined) args.splice(3, 0, '--override-variant', variant);
    const reference = `docker://${registry.address}/team/${name}:1.0`;
    return JSON.parse(
      execFileSync('skopeo', [...args, '--authfile', registry.authFile, reference], { encoding: 'utf8' }),
    ) as Record<string, unknown>;
  }

  /** The small files at the root of an image. */
  async function filesOf(repository: string, digest: string): Promise<Record<string, string>> {
    const manifest = await registry.get(`/v2/${repository}/manifests/${digest}`, MANIFEST);
    const { layers } = (await manifest.json()) as { layers: { digest: string }[] };
    const found: Record<string, string> = {};
    for (const layer of layers) {
      const blob = await registry.get(`/v2/${repository}/blobs/${layer.digest}`);
      const input = Buffer.from(await blob.arrayBuffer());
      for (const path of tar(['-tzf', '-'], input)
        .split('\n')
        .filter((name) => /^[a-z]+$/.test(name)))
        found[path] = tar(['-xOzf', '-', path], input);
    }
    return found;
  }

  const tar = (args: string[], input: Buffer): string =>
    execFileSync('tar', args, { input, encoding: 'utf8' });

  it('pushes one index with all tags, tests the image of its own platform, and records each', async () => {
    const made = build({ COOPERAGE_NAME: 'whole' });
    const log = await made.succeed('verify', 'prepare', 'build', 'test', 'push', 'report');
    expect(log)
      .to.contain('testing the image for linux/amd64; not tested: linux/arm64 linux/arm/v7')
      .and.to.contain('2 tests passed');
    const entries = await index('team/whole');
    expect(entries.map(named)).to.deep.equal(PLATFORMS);
    const digest = await registry.digest('team/whole', '1.0');
    expect(await registry.digest('team/whole', 'latest')).to.equal(digest);
    for (const platform of PLATFORMS) {
      const [, architecture] = platform.split('/');
      const config = pulled('whole', platform) as { config: { Labels: Record<string, string> } };
      expect(config).to.include({ architecture });
      expect(config.config.Labels).to.include({
        arch: architecture,
        'io.cooperage.inputs': made.state('inputs'),
      });
    }
    const record = made.record() as { digest: string; size: number; image: string; platforms: Entry[] };
    expect(record.digest).to.equal(digest);
    expect(record.platforms.map(({ platform, digest: of }) => [platform, of])).to.deep.equal(
      entries.map((entry) => [named(entry), entry.digest]),
    );
    for (const [at, entry] of entries.entries()) {
      const manifest = (await (
        await registry.get(
          `/v2/team/whole/manifests/${entry.digest}`,
          'application/vnd.oci.image.manifest.v1+json',
        )
      ).json()) as { config: { digest: string; size: number }; layers: { digest: string; size: number }[] };
      const size = manifest.layers.reduce((sum, layer) => sum + layer.size, manifest.config.size);
      const layers = manifest.layers.map((layer) => ({ digest: layer.digest, size: layer.size }));
      expect(record.platforms[at]).to.deep.include({ size, layers, image: manifest.config.digest });
      if (at === 0) expect(record).to.deep.include({ size, layers, image: manifest.config.digest });
      expect(log).to.contain(`platform   ${named(entry)}  ${entry.digest}  ${size} bytes`);
    }
  });

  it('the same content again is a no-op; other content does not move the tag', async () => {
    await build({ COOPERAGE_NAME: 'again' }).succeed('verify', 'prepare', 'build', 'push');
    const digest = await registry.digest('team/again', '1.0');
    const second = build({ COOPERAGE_NAME: 'again', COOPERAGE_TAG: '1.0 more' });
    const log = await second.succeed('verify', 'prepare', 'build', 'test', 'push');
    expect(log).to.contain('Build: the registry holds this very content already').and.not.to.contain('STEP');
    expect(second.record()).to.deep.include({ result: 'unchanged', digest });
    expect((second.record()['platforms'] as unknown[]).length).to.equal(PLATFORMS.length);
    expect(await registry.digest('team/again', 'more')).to.equal(digest);
    workspace.write('images/x/rootfs/new', 'x');
    const changed = build({ COOPERAGE_NAME: 'again' });
    await changed.succeed('verify');
    expect(await changed.fail('prepare')).to.contain('the tag 1.0 is taken by other content');
    expect(await registry.digest('team/again', '1.0')).to.equal(digest);
  });

  it('takes for each platform the base of that platform, by tag and by digest', async () => {
    workspace.write('images/x/context.list', '# Generated\nscript arch\n');
    for (const arch of ['amd64', 'arm64', 'arm']) workspace.write(`images/x/arch/${arch}`, arch);
    workspace.dockerfile(...NO_RUN, 'COPY arch/$TARGETARCH /arch');
    await build({ COOPERAGE_NAME: 'base' }).succeed('verify', 'prepare', 'build', 'push');
    const base = `${registry.address}/team/base:1.0`;
    const digest = (await registry.digest('team/base', '1.0')) ?? '';
    for (const [name, from] of [
      ['child', base],
      ['pinned', `${base}@${digest}`],
    ] as const) {
      workspace.dockerfile(
        `FROM ${from} AS first`,
        `FROM ${from}`,
        'COPY --from=first /arch /first',
        `COPY --from=${from} /arch /copied`,
      );
      const made = build({
        COOPERAGE_NAME: name,
        COOPERAGE_ROOTFS: '',
        COOPERAGE_PLATFORMS: 'linux/arm/v7 linux/arm64',
        COOPERAGE_BASE: from,
      });
      const log = await made.succeed('verify', 'prepare', 'build', 'test', 'push');
      expect(made.state('base-digest')).to.equal(digest);
      expect(log).to.contain('none of the platforms is linux/amd64');
      for (const [at, arch] of ['arm', 'arm64'].entries()) {
        const [entry] = (await index(`team/${name}`)).slice(at);
        const read = await filesOf(`team/${name}`, entry?.digest ?? '');
        expect(read, name).to.deep.equal({ arch, first: arch, copied: arch });
      }
    }
    const lacking = build({ COOPERAGE_BASE: base, COOPERAGE_PLATFORMS: 'linux/amd64 linux/s390x' });
    expect(await lacking.fail('verify'))
      .to.contain(`${base} has no linux/s390x; it has linux/amd64 linux/arm64 linux/arm/v7`)
      .and.to.contain("take linux/s390x out of 'platforms'");
  });

  it('a stage may have the builder’s own platform', async () => {
    workspace.write('images/x/context.list', '# Generated\nscript arch\n');
    for (const arch of ['amd64', 'arm64', 'arm']) workspace.write(`images/x/arch/${arch}`, arch);
    workspace.dockerfile(...NO_RUN, 'COPY arch/$TARGETARCH /arch');
    await build({ COOPERAGE_NAME: 'tools' }).succeed('verify', 'prepare', 'build', 'push');
    const tools = `${registry.address}/team/tools:1.0`;
    workspace.dockerfile(
      `FROM --platform=$BUILDPLATFORM ${tools} AS tools`,
      'ARG TARGETARCH',
      'RUN ["/bin/busybox", "sh", "-c", "echo -n for $TARGETARCH >/made"]',
      'FROM scratch',
      'COPY --from=tools /arch /arch',
      'COPY --from=tools /made /made',
    );
    const env = { COOPERAGE_NAME: 'cross', COOPERAGE_ROOTFS: '', COOPERAGE_NEEDS: 'platform' };
    const staged = { ...env, COOPERAGE_BASES: tools, COOPERAGE_PLATFORMS: 'linux/arm64 linux/arm/v7' };
    // Debian's buildah is too old to be trusted with stages behind such a one; with scratch there it is right, too.
    workspace.write(
      'newer/buildah',
      '#!/bin/sh\n[ "$1" != --version ] || { echo buildah version 1.40.0; exit; }\nPATH=${PATH#*:}\nexec buildah "$@"\n',
      0o755,
    );
    const made = build({ ...staged, PATH: `${workspace.path}/newer:${process.env['PATH'] ?? ''}` });
    await made.succeed('verify', 'prepare', 'build', 'push');
    for (const entry of await index('team/cross')) {
      const read = await filesOf('team/cross', entry.digest);
      expect(read).to.deep.equal({ arch: 'amd64', made: `for ${entry.platform.architecture}` });
    }
  });

  it('a base for one platform only is refused for others', async () => {
    const env = { COOPERAGE_NAME: 'single', COOPERAGE_PLATFORMS: '' };
    await build(env).succeed('verify', 'prepare', 'build', 'push');
    const made = build({
      COOPERAGE_NAME: 'on-single',
      COOPERAGE_BASE: `${registry.address}/team/single:1.0`,
    });
    expect(await made.fail('verify')).to.contain('has no linux/arm64; it has linux/amd64');
  });

  it('one foreign platform is a plain image', async () => {
    const made = build({ COOPERAGE_NAME: 'foreign', COOPERAGE_PLATFORMS: 'linux/arm64' });
    await made.succeed('verify', 'prepare', 'build', 'push');
    expect(pulled('foreign', 'linux/amd64')).to.include({ architecture: 'arm64' });
    expect(made.record()).not.to.have.property('platforms');
  });

  it('the format docker makes a manifest list', async () => {
    workspace.dockerfile(...NO_RUN, 'HEALTHCHECK CMD ["/bin/busybox", "true"]');
    const made = build({ COOPERAGE_NAME: 'docker', COOPERAGE_FORMAT: 'docker' });
    await made.succeed('verify', 'prepare', 'build', 'push');
    expect(pulled('docker', 'linux/arm64')).to.include({ architecture: 'arm64' });
    expect((made.record()['platforms'] as Entry[]).map(({ platform }) => platform)).to.deep.equal(PLATFORMS);
    const [, arm] = made.record()['platforms'] as { image: string }[];
    const blob = await registry.get(`/v2/team/docker/blobs/${arm?.image ?? ''}`);
    const { config } = (await blob.json()) as { config: Record<string, unknown> };
    expect(config['Healthcheck']).to.be.an('object');
  });

  it('an OCI layout holds the index too, the same for the same commit', async () => {
    const digests = [];
    for (const name of ['a', 'b']) {
      const to = join(workspace.path, name);
      const made = workspace.build('registry.example.com', {
        COOPERAGE_PLATFORMS: PLATFORMS.join(' '),
        COOPERAGE_TO: `oci:${to}`,
      });
      await made.succeed('verify', 'prepare', 'build', 'test', 'push', 'report');
      const { manifests } = JSON.parse(readFileSync(join(to, 'index.json'), 'utf8')) as {
        manifests: Entry[];
      };
      const record = made.record() as { digest: string; platforms: Entry[] };
      expect(new Set(manifests.map(({ digest }) => digest))).to.deep.equal(new Set([record.digest]));
      expect(record.platforms.map(({ platform }) => platform)).to.deep.equal(PLATFORMS);
      expect(record.platforms.every(({ size }) => size > 1000)).to.equal(true);
      digests.push(record.digest);
    }
    expect(digests[0]).to.equal(digests[1]);
  });
});
