/** `--to oci:FOLDER`: an image without any registry, and without a daemon. */
import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../../support/parts.js';
import { Lab } from './lab.js';

describe('cooper run --to oci:FOLDER', function () {
  this.timeout(300_000);
  let lab: Lab;
  before(async function () {
    needs(this, 'docker-registry', 'htpasswd', 'buildah', 'skopeo', 'git');
    lab = await Lab.open({ base: false, engine: false });
    await lab.busybox('fine', {
      files: { '/etc/motd': { content: ['hello'], mode: '0600', owner: '7:8' } },
      tests: [{ name: 'reads', command: ['/bin/busybox', 'cat', '/etc/motd'], stdout: '^hello$' }],
      publish: { registry: 'registry.invalid', tags: ['1', 'latest'] },
      pipeline: { builder: 'buildah' },
    });
    await lab.busybox('health', {
      healthcheck: { test: ['/bin/busybox', 'true'] },
      shell: ['/bin/busybox', 'sh', '-c'],
      publish: { registry: 'registry.invalid' },
    });
  });
  after(() => lab?.close());

  const layout = (name: string): string => join(lab.folder, name);
  const skopeo = (...args: string[]): string =>
    execFileSync('skopeo', ['--insecure-policy', ...args], { encoding: 'utf8' });
  const inspect = (name: string, tag: string): { Digest: string; Labels: Record<string, string> } =>
    JSON.parse(skopeo('inspect', `oci:${layout(name)}:${tag}`)) as {
      Digest: string;
      Labels: Record<string, string>;
    };

  it('writes every tag, and tells how to use it', async () => {
    const env = { COOPERAGE_REGISTRY_USER: '', COOPERAGE_REGISTRY_PASSWORD: '' };
    const ended = await lab.start(['run', 'fine', '--to', 'oci:../layout'], env).ended;
    expect(ended.code, ended.text).to.equal(0);
    const { Digest: digest } = inspect('layout', '1');
    expect(inspect('layout', 'latest').Digest).to.equal(digest);
    expect(ended.stdout).to.contain(`Wrote oci:${layout('layout')} (${digest}).`);
    expect(ended.stdout).to.contain(`podman pull oci:${layout('layout')}:1\n`);
    expect(lab.litter(ended)).to.deep.equal([]);
  });

  it('gives the same digest again', async () => {
    const ended = await lab.cooper('run', 'fine', '--to', `oci:${layout('again')}`);
    expect(ended.code, ended.text).to.equal(0);
    expect(inspect('again', '1').Digest).to.equal(inspect('layout', '1').Digest);
  });

  it('holds an image for each platform', async () => {
    const platforms = ['linux/amd64', 'linux/arm64'];
    await lab.busybox('multi', {
      platforms,
      publish: { registry: 'registry.invalid' },
      pipeline: { builder: 'buildah' },
      tests: [{ name: 'runs', command: ['/bin/busybox', 'true'] }],
    });
    const ended = await lab.cooper('run', 'multi', '--to', `oci:${layout('multi')}`);
    expect(ended.code, ended.text).to.equal(0);
    const raw = skopeo('inspect', '--raw', `oci:${layout('multi')}:latest`);
    const { manifests } = JSON.parse(raw) as {
      manifests: { platform: { os: string; architecture: string } }[];
    };
    expect(manifests.map(({ platform: { os, architecture } }) => `${os}/${architecture}`)).to.deep.equal(
      platforms,
    );
    expect(lab.litter(ended)).to.deep.equal([]);
  });

  it('says what a layout has no place for', async () => {
    const ended = await lab.cooper(
      'run',
      'health',
      '--builder',
      'buildah',
      '--to',
      `oci:${layout('docker')}`,
    );
    expect(ended.code, ended.text).to.equal(0);
    expect(ended.stderr).to.contain('no place for SHELL, HEALTHCHECK');
    expect(lab.litter(ended)).to.deep.equal([]);
  });

  it('but a registry has, also when buildah is asked for on the command line', async () => {
    const args = ['--builder', 'buildah', '--registry', lab.registry.address];
    const ended = await lab.cooper('run', 'health', ...args);
    expect(ended.code, ended.text).to.equal(0);
    const config = await lab.registry.config('team/health', 'latest');
    expect(config['Healthcheck']).to.deep.include({ Test: ['CMD', '/bin/busybox', 'true'] });
    expect(config['Shell']).to.deep.equal(['/bin/busybox', 'sh', '-c']);
    expect(lab.litter(ended)).to.deep.equal([]);
  });

  it('refuses the builder docker', async () => {
    const ended = await lab.cooper('run', 'fine', '--builder', 'docker', '--to', `oci:${layout('no')}`);
    expect(ended.code, ended.text).to.equal(2);
    expect(ended.stderr).to.contain('--builder buildah');
    expect(existsSync(layout('no'))).to.equal(false);
  });

  it('has a layout that others can read', () => {
    const folder = layout('layout');
    expect(JSON.parse(readFileSync(join(folder, 'oci-layout'), 'utf8'))).to.deep.equal({
      imageLayoutVersion: '1.0.0',
    });
    skopeo('copy', '--quiet', `oci:${folder}:1`, `dir:${layout('copy')}`);
    rmSync(layout('copy'), { recursive: true });
  });
});
