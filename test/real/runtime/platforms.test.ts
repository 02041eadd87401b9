/** The argument `platforms`: what is legal, which of them is the builder's own, and what can run there. */
import { expect } from 'chai';
import { needs } from '../../support/parts.js';
import { Folder, SHELLS, library } from './runtime.js';

const FILES = ['lib.sh', 'lib/builder.sh', 'lib/platforms.sh', 'lib/emulation.sh'];

/** An entry of binfmt_misc as Linux shows it; the magic is the beginning of an ELF file. */
const entry = (magic: string, state = 'enabled'): string =>
  `${state}\ninterpreter /usr/bin/qemu\nflags: F\noffset 0\nmagic ${magic}\nmask ${'ff'.repeat(20)}\n`;
const ARM64 = '7f454c460201010000000000000000000200b700';
const S390X = '7f454c4602020100000000000000000000020016';
const ARM = '7f454c4601010100000000000000000002002800';

for (const shell of SHELLS) {
  describe(`platforms in ${shell.join(' ')}`, () => {
    const folder = new Folder();
    before(function () {
      needs(this, 'dash');
    });
    after(() => {
      folder.remove();
    });

    /** On a machine with x86_64. */
    const check = (
      platforms: string,
      body = '',
      env: NodeJS.ProcessEnv = {},
    ): { ok: boolean; log: string } => {
      const { code, log } = library(
        shell,
        FILES,
        `uname() { echo x86_64; }
        BUILDER=buildah BINFMT=${folder.path}/binfmt
        check_platforms; ${body === '' ? `printf '%s\\n' "$PLATFORMS"` : body}`,
        { env: { COOPERAGE_PLATFORMS: platforms, ...env } },
      );
      return { ok: code === 0, log };
    };

    it('are read, each once', () => {
      expect(check(' linux/arm64  linux/arm/v7 linux/arm64 ')).to.deep.equal({
        ok: true,
        log: 'linux/arm64\nlinux/arm/v7\n',
      });
    });

    it('none, and the builder’s own alone, are an ordinary build', () => {
      for (const none of ['', 'linux/amd64'])
        expect(check(none), none).to.deep.equal({ ok: true, log: '\n' });
      expect(check('linux/arm64').log).to.equal('linux/arm64\n');
    });

    it('refuse what is no platform', () => {
      for (const bad of [
        'linux',
        'linux/',
        '/arm64',
        'linux/a/b/c',
        'linux/$(id)',
        '*',
        'Linux/arm64',
        'a\nb',
      ])
        expect(check(bad).log, bad).to.match(/ERROR: .*platforms? .*\n.*what to do: write/);
      expect(check('windows/amd64').log).to.contain('no image can be built for the platform windows/amd64');
      const many = Array.from({ length: 21 }, (_, at) => `linux/a${at}`).join(' ');
      expect(check(many).log).to.contain('more than 20 platforms');
    });

    it('an engine keeps an image for its own platform only', () => {
      const env = { COOPERAGE_TO: 'docker-daemon' };
      expect(check('linux/arm64 linux/amd64', '', env)).to.deep.equal({ ok: true, log: '\n' });
      expect(check('linux/arm64', '', env).log).to.contain('docker-daemon keeps images for linux/amd64 only');
    });

    it('older variants serve newer ones, and one without a variant serves any', () => {
      const among = (wanted: string, list: string): boolean =>
        library(shell, FILES, `platform_among ${wanted}`, { input: list }).code === 0;
      expect(among('linux/arm/v7', 'linux/amd64\nlinux/arm/v6\n')).to.equal(true);
      expect(among('linux/arm/v6', 'linux/arm/v7\n')).to.equal(false);
      expect(among('linux/arm64', 'linux/arm64/v8\n')).to.equal(true);
      expect(among('linux/arm64/v8', 'linux/arm64\n')).to.equal(true);
      expect(among('linux/arm64', 'linux/arm\n')).to.equal(false);
      expect(among('linux/arm64', '')).to.equal(false);
    });

    it('RUN needs an emulator for each foreign one, found by what it takes, not by its name', () => {
      folder.write('binfmt/status', 'enabled\n');
      folder.write('binfmt/register', '');
      folder.write('binfmt/some-name', entry(ARM64));
      folder.write('binfmt/other', entry(S390X, 'disabled'));
      folder.write(
        'binfmt/python3',
        'enabled\ninterpreter /usr/bin/python3\nflags:\noffset 0\nmagic 550d0d0a\n',
      );
      expect(check('linux/amd64 linux/386 linux/arm64', 'check_emulation')).to.deep.equal({
        ok: true,
        log: '',
      });
      for (const platform of ['linux/arm/v7', 'linux/s390x', 'linux/riscv64']) {
        const { ok, log } = check(`linux/amd64 ${platform}`, 'check_emulation');
        expect(ok, platform).to.equal(false);
        expect(log)
          .to.contain(`RUN for ${platform} needs an emulator`)
          .and.to.contain('qemu-user-static')
          .and.to.contain(`take ${platform} out of 'platforms'`);
      }
      folder.write('binfmt/other', entry(ARM));
      expect(check('linux/arm/v7', 'check_emulation').ok).to.equal(true);
      folder.write('binfmt/other', entry(S390X));
      expect(check('linux/s390x', 'check_emulation').ok).to.equal(true);
    });

    it('where the entries cannot be seen, as in a container, says so and goes on', () => {
      const { ok, log } = check('linux/arm64', 'BINFMT=/nowhere; check_emulation');
      expect(ok, log).to.equal(true);
      expect(log).to.contain('WARNING').and.to.contain("can't be seen");
    });

    it('a buildx builder lists what it can run', () => {
      folder.write(
        'buildx',
        'Name: x\nDriver: docker-container\nPlatforms: linux/amd64*, linux/arm64, linux/386\n',
      );
      const docker = (platforms: string): string =>
        library(
          shell,
          FILES,
          `BUILDER=docker DOCKER_PLATFORM=linux/amd64 TMP=${folder.path}; check_platforms; check_emulation`,
          { env: { COOPERAGE_PLATFORMS: platforms } },
        ).log;
      expect(docker('linux/amd64 linux/arm64')).to.equal('');
      expect(docker('linux/amd64 linux/s390x')).to.contain('RUN for linux/s390x needs an emulator');
    });

    it('docker without a builder that can is refused, with what helps', () => {
      const docker = (variables: string, info = ''): string =>
        library(
          shell,
          FILES,
          `docker() { echo '${info}'; }
          BUILDER=docker DOCKER_CLIENT=28 DOCKER_PLATFORM=linux/amd64 ${variables}
          check_platforms; check_platform_builder`,
          { env: { COOPERAGE_PLATFORMS: 'linux/amd64 linux/arm64' } },
        ).log;
      expect(docker('DOCKER_BUILDX=no'))
        .to.contain('cannot build for linux/amd64 linux/arm64')
        .and.to.contain('install the buildx plugin');
      expect(docker('DOCKER_BUILDX=yes BUILDX_DRIVER=docker'))
        .to.contain('the docker daemon itself')
        .and.to.contain('docker buildx create');
      const containerd = '[[driver-type io.containerd.snapshotter.v1]]';
      expect(docker('DOCKER_BUILDX=yes BUILDX_DRIVER=docker', containerd)).to.equal('');
      expect(docker('DOCKER_BUILDX=yes BUILDX_DRIVER=docker-container')).to.equal('');
    });
  });
}
