/** What the Dockerfile asks of a builder, against the versions that brought it. */
import { expect } from 'chai';
import { needs } from '../../support/parts.js';
import { SHELLS, library } from './runtime.js';

const FILES = ['lib.sh', 'lib/builder.sh', 'lib/platforms.sh', 'lib/emulation.sh', 'lib/features.sh'];

/** The last version without the feature, and the first with it. */
const BUILDAH: Record<string, [string, string]> = {
  chmod: ['1.19.8', '1.20.0'],
  mounts: ['1.23.3', '1.24.0'],
  platform: ['1.25.1', '1.26.0'],
  network: ['1.29.1', '1.30.0'],
  heredoc: ['1.32.2', '1.33.0'],
  checksum: ['1.32.2', '1.33.0'],
  'start-interval': ['1.36.0', '1.37.0'],
  exclude: ['1.37.5', '1.38.0'],
  parents: ['1.39.3', '1.40.0'],
  link: ['1.40.1', '1.41.0'],
};
const DOCKER: Record<string, [string, string]> = {
  mounts: ['18.06.1', '18.09.0'],
  frontend: ['18.06.1', '18.09.0'],
  platform: ['18.06.1', '18.09.0'],
  chmod: ['19.03.15', '20.10.24+dfsg1'],
  heredoc: ['20.10.24+dfsg1', '23.0.0'],
  link: ['20.10.24', '23.0.0'],
  network: ['20.10.24', '23.0.0'],
  checksum: ['24.0.9', '25.0.0'],
  'keep-git-dir': ['24.0.9', '25.0.0'],
  'start-interval': ['24.0.9', '25.0.0'],
  unpack: ['28.2.2', '28.3.0'],
  exclude: ['28.4.0', '28.5.0'],
  parents: ['29.0.4', '29.1.0'],
  security: ['29.0.4', '29.1.0'],
};
/** Syntax alone: a frontend of the Dockerfile's own brings it. */
const OF_FRONTEND = [
  'chmod',
  'heredoc',
  'link',
  'network',
  'checksum',
  'keep-git-dir',
  'unpack',
  'exclude',
  'parents',
];

for (const shell of SHELLS) {
  describe(`needs in ${shell.join(' ')}`, () => {
    before(function () {
      needs(this, 'dash');
    });

    const buildah = (need: string, version: string, platforms = ''): { ok: boolean; log: string } => {
      const { code, log } = library(
        shell,
        FILES,
        `BUILDER=buildah BUILDAH_VERSION=${version} PLATFORMS=${platforms}; check_needs`,
        {
          env: { COOPERAGE_NEEDS: need },
        },
      );
      return { ok: code === 0, log };
    };
    const docker = (
      need: string,
      server: string,
      { usable = 'yes', buildx = 'yes', buildkit = '' } = {},
    ): { ok: boolean; log: string } => {
      const { code, log } = library(
        shell,
        FILES,
        `BUILDER=docker DOCKER_CLIENT=28.0.0 DOCKER_SERVER=${server} DOCKER_BUILDX=${buildx}
        DOCKER_BUILDKIT_USABLE=${usable} BUILDX_BUILDKIT=${buildkit}; check_needs`,
        { env: { COOPERAGE_NEEDS: need } },
      );
      return { ok: code === 0, log };
    };

    for (const [need, [without, since]] of Object.entries(BUILDAH)) {
      it(`buildah: ${need} from ${since} on`, () => {
        const older = buildah(need, without);
        expect(older.ok, older.log).to.equal(false);
        expect(older.log).to.match(
          new RegExp(`the Dockerfile uses .+, which buildah ${without.replaceAll('.', '\\.')} on this agent`),
        );
        expect(older.log).to.match(/what to do: use buildah 1\.\d+ or later; or write the spec without it/);
        expect(buildah(need, since)).to.include({ ok: true });
      });
    }

    it('buildah: a platform of a stage from 1.40.0 on, where others are built too', () => {
      expect(buildah('platform', '1.39.3', 'linux/arm64').log).to.contain('use buildah 1.40 or later');
      expect(buildah('platform', '1.40.0', 'linux/arm64')).to.include({ ok: true });
    });

    it('buildah: what no version has', () => {
      for (const need of ['keep-git-dir', 'unpack', 'security']) {
        const { ok, log } = buildah(need, '1.44.0');
        expect(ok, need).to.equal(false);
        expect(log).to.contain(`--${need}`).and.to.contain('docker with BuildKit');
      }
    });

    it('buildah: a line # syntax means nothing; RUN --network is warned of where it parts nothing', () => {
      expect(buildah('frontend', '1.20.0').log).to.equal('');
      expect(buildah('network', '1.30.0').log).to.contain('WARNING').and.to.contain('BUILDAH_ISOLATION');
    });

    for (const [need, [without, since]] of Object.entries(DOCKER)) {
      it(`docker: ${need} from ${since} on`, () => {
        const older = docker(need, without);
        expect(older.ok, older.log).to.equal(false);
        expect(older.log).to.contain('the Dockerfile uses ').and.to.contain(`docker 28.0.0 with daemon`);
        expect(older.log).to.contain(
          `what to do: use a docker daemon from ${since.split('.', 2).join('.')} on`,
        );
        expect(docker(need, since)).to.deep.equal({ ok: true, log: '' });
        expect(docker(need, since, { usable: 'no' }).ok).to.equal(false);
      });
    }

    it('docker: a frontend brings syntax, but not what the daemon or an entitlement does', () => {
      for (const need of OF_FRONTEND)
        expect(docker(`${need} frontend`, '20.10.24'), need).to.deep.equal({ ok: true, log: '' });
      expect(docker('start-interval frontend', '24.0.9').ok).to.equal(false);
      expect(docker('security frontend', '25.0.0', { buildx: 'no' }).ok).to.equal(false);
      expect(docker('frontend link', '20.10.24', { usable: 'no' }).ok).to.equal(false);
    });

    it('docker: what counts of a buildx builder beside the daemon is its own BuildKit', () => {
      expect(docker('parents', '20.10.24', { buildkit: '0.26.2' }).ok).to.equal(true);
      const older = docker('parents', '29.1.0', { buildkit: '0.25.0' });
      expect(older.ok).to.equal(false);
      expect(older.log).to.contain('and BuildKit 0.25.0').and.to.contain('BuildKit 0.26');
    });

    it('refuses a feature that it has never heard of', () => {
      const { ok, log } = docker('warp', '29.1.0');
      expect(ok).to.equal(false);
      expect(log).to.contain('does not know: warp').and.to.contain('compile the specs');
    });
  });
}
