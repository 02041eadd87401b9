/** Prepare: its arguments, the context, and what it decides about taken tags. */
import { expect } from 'chai';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../../support/parts.js';
import { Checkout, withFolder } from './checkout.js';

const DIGEST = `sha256:${'0'.repeat(63)}`;

describe('prepare', function () {
  this.timeout(120_000);

  before(function () {
    needs(this, 'dash');
  });

  const refusedArguments: Record<string, NodeJS.ProcessEnv> = {
    'dir above': { COOPERAGE_DIR: '../x' },
    'dir in the middle': { COOPERAGE_DIR: 'images/../../x' },
    'absolute dir': { COOPERAGE_DIR: '/etc' },
    'dir behind a link': { COOPERAGE_DIR: 'linked/x' },
    'missing dir': { COOPERAGE_DIR: 'nowhere' },
    'rootfs above': { COOPERAGE_ROOTFS: '../../..' },
    'absolute rootfs': { COOPERAGE_ROOTFS: '/etc' },
    'rootfs that is a link': { COOPERAGE_ROOTFS: 'link' },
    'missing rootfs': { COOPERAGE_ROOTFS: 'nowhere' },
    'no Dockerfile': { COOPERAGE_DIR: 'images' },
    'another Jenkinsfile': { COOPERAGE_INPUTS: `sha256:${'1'.repeat(64)}` },
    'a pattern for a digest': { COOPERAGE_INPUTS: '.*' },
  };
  for (const [what, env] of Object.entries(refusedArguments)) {
    it(`refuses ${what}`, () =>
      withFolder(new Checkout(), async (checkout) => {
        checkout.image('rootfs/etc/keep', '');
        checkout.image('Jenkinsfile', `imagePrepare(inputs: 'sha256:${'2'.repeat(64)}')\n`);
        symlinkSync('images', join(checkout.path, 'linked'));
        symlinkSync('/etc', join(checkout.path, checkout.dir, 'link'));
        const { code, log } = await checkout.prepare(env);
        expect(code, log).to.equal(1);
        expect(log).to.contain('Prepare: ERROR: ').and.to.contain('what to do: ').and.not.to.contain('_WORK');
      }));
  }

  it('takes the Jenkinsfile that runs, and a dir that looks like an option', () =>
    withFolder(new Checkout(), async (checkout) => {
      checkout.write('-n/Dockerfile', 'FROM scratch\n');
      checkout.write('-n/Jenkinsfile', `imagePrepare(inputs: 'sha256:${'2'.repeat(64)}')\n`);
      const { code, log } = await checkout.prepare({
        COOPERAGE_DIR: '-n',
        COOPERAGE_ROOTFS: '',
        COOPERAGE_INPUTS: `sha256:${'2'.repeat(64)}`,
      });
      expect(code, log).to.equal(0);
      expect(readdirSync(join(checkout.work, 'context'))).to.deep.equal(['Dockerfile']);
    }));

  it('copies scripts and folders of scripts with the modes of git', () =>
    withFolder(new Checkout('FROM scratch\n'), async (checkout) => {
      checkout.image('scripts/a b.sh', 'x', 0o770);
      checkout.image('conf/deep/x', 'x', 0o600);
      checkout.list('script conf', 'script scripts/a b.sh');
      const { code, log } = await checkout.prepare({ COOPERAGE_ROOTFS: '' });
      expect(code, log).to.equal(0);
      const context = join(checkout.work, 'context');
      expect(readdirSync(context).sort()).to.deep.equal(['Dockerfile', 'conf', 'scripts']);
      const script = statSync(join(context, 'scripts/a b.sh'));
      expect([
        script.mode & 0o777,
        script.mtimeMs,
        statSync(join(context, 'conf/deep/x')).mode & 0o777,
      ]).to.deep.equal([0o755, 0, 0o644]);
    }));

  it('names what it does not archive: sockets, and names with a newline', () =>
    withFolder(new Checkout(), async (checkout) => {
      checkout.image('rootfs/a\nb', '');
      expect((await checkout.prepare()).log).to.contain('holds a newline');
      checkout.remove();
    }));

  it('says that tar must be GNU tar', () =>
    withFolder(new Checkout(), async (checkout) => {
      checkout.image('rootfs/x', '');
      checkout.write('bin/tar', '#!/bin/sh\nexec busybox tar "$@"\n', 0o755);
      const { code, log } = await checkout.prepare({
        PATH: `${checkout.path}/bin:${process.env['PATH'] ?? ''}`,
      });
      expect(code, log).to.equal(1);
      expect(log).to.contain('not GNU tar');
    }));

  it('refuses a work directory that holds something else', () =>
    withFolder(new Checkout(), async (checkout) => {
      rmSync(join(checkout.work, '.cooperage'));
      expect((await checkout.prepare()).log).to.contain("holds files that are not Cooperage's");
    }));

  it('leaves no temporary files', () =>
    withFolder(new Checkout(), async (checkout) => {
      checkout.image('rootfs/x', '');
      await checkout.prepare();
      expect(readdirSync(checkout.work).sort()).to.deep.equal(['.cooperage', 'context', 'state']);
    }));

  describe('when tags are taken', () => {
    const inputsOf = async (checkout: Checkout): Promise<string> => {
      const { code, log } = await checkout.prepare();
      expect(code, log).to.equal(0);
      return readFileSync(join(checkout.work, 'state/inputs'), 'utf8').trim();
    };
    const take = (checkout: Checkout, ...tags: [string, string, string][]): void => {
      checkout.state('tags-taken', tags.map(([tag]) => `${tag}\n`).join(''));
      checkout.state(
        'existing-inputs',
        tags.map(([tag, inputs, base]) => `${tag}\t${inputs}\t${DIGEST}1\t${base}\n`).join(''),
      );
    };

    it('by this very content: unchanged', () =>
      withFolder(new Checkout(), async (checkout) => {
        checkout.image('rootfs/x', '');
        checkout.state('base-digest', `${DIGEST}a\n`);
        take(checkout, ['1', await inputsOf(checkout), `${DIGEST}a`]);
        const { code, log } = await checkout.prepare();
        expect(code, log).to.equal(0);
        expect(existsSync(join(checkout.work, 'state/unchanged'))).to.equal(true);
      }));

    it('by other content: refused, and says that it was the base', () =>
      withFolder(new Checkout(), async (checkout) => {
        checkout.image('rootfs/x', '');
        checkout.state('base-digest', `${DIGEST}a\n`);
        const inputs = await inputsOf(checkout);
        checkout.state('base-digest', `${DIGEST}b\n`);
        take(checkout, ['1', inputs, `${DIGEST}a`]);
        const { code, log } = await checkout.prepare();
        expect(code, log).to.equal(1);
        expect(log).to.contain('the tag 1 is taken by other content: base image changed');
      }));

    it('by other content: refused, and says that it was the content', () =>
      withFolder(new Checkout(), async (checkout) => {
        checkout.image('rootfs/x', '');
        const inputs = await inputsOf(checkout);
        take(checkout, ['1', inputs, '-'], ['2', `${DIGEST}c`, '-']);
        const { code, log } = await checkout.prepare();
        expect(code, log).to.equal(1);
        expect(log).to.contain('the tag 2 is taken by other content: rootfs, scripts or Dockerfile changed');
        expect(existsSync(join(checkout.work, 'state/unchanged'))).to.equal(false);
      }));
  });
});
