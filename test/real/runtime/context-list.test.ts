/** context.list: what is stated arrives, whatever it holds; what leads elsewhere is refused. */
import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../../support/parts.js';
import { Checkout, withFolder } from './checkout.js';

describe('prepare: context.list', function () {
  this.timeout(120_000);

  before(function () {
    needs(this, 'dash');
  });

  it('gives stated modes and owners, the usual ones to other files, and none to other directories', () =>
    withFolder(new Checkout(), async (checkout) => {
      checkout.image('rootfs/usr/bin/start', 'x', 0o700);
      checkout.image('rootfs/etc/app.conf', 'old', 0o600);
      checkout.image('rootfs/root/.profile', 'x', 0o600);
      checkout.image('rootfs/tmp/x', 'x', 0o600);
      checkout.image('rootfs/var/tmp/x', 'x', 0o600);
      checkout.list(
        'file 0640 1001:1002 /etc/app.conf',
        '|new',
        '>end',
        'file 0644 0:0 /opt/deep/down/file',
        'attr 4711 0:0 /usr/bin/start',
        'attr - 5:6 /usr/bin',
        'dir 0700 7:7 /var/tmp',
      );
      const { code, log } = await checkout.prepare();
      expect(code, log).to.equal(0);
      expect(checkout.members()).to.deep.equal([
        '-rw-r----- 1001/1002 ./etc/app.conf',
        '-rw-r--r-- 0/0 ./opt/deep/down/file',
        '-rw-r--r-- 0/0 ./root/.profile',
        '-rw-r--r-- 0/0 ./tmp/x',
        'drwxr-xr-x 5/6 ./usr/bin/',
        '-rws--x--x 0/0 ./usr/bin/start',
        'drwx------ 7/7 ./var/tmp/',
        '-rw-r--r-- 0/0 ./var/tmp/x',
      ]);
      expect(checkout.content('etc/app.conf')).to.equal('new\nend');
    }));

  it('keeps hostile names and contents byte for byte', () =>
    withFolder(new Checkout(), async (checkout) => {
      const names = [
        '-rf',
        '--checkpoint-action=exec=sh',
        '$(id)',
        '`id`',
        'a b  c ',
        'q\'u"o',
        'back\\slash\\n',
        '*?[x]',
        'é',
        '#x',
        '|x',
        ' lead',
        '@x',
        '~',
        '%s%n',
        '&',
      ];
      for (const name of names) checkout.image(`rootfs/r/${name}`, name);
      const content = [
        '',
        ' ',
        '|',
        '>x',
        '# no comment',
        'file 0644 0:0 /etc/shadow',
        'cr\r',
        '$(id) `id` \\ %s',
        'é\ttab',
      ];
      checkout.list(
        ...names.flatMap((name) => [
          `file 0600 1:2 /f/${name}`,
          ...content.map((line) => `|${line}`),
          '>end',
        ]),
        'file 0644 0:0 /f/empty',
        'file 0644 0:0 /f/long',
        `|${'x'.repeat(100_000)}`,
      );
      const { code, log } = await checkout.prepare();
      expect(code, log).to.equal(0);
      execFileSync('tar', ['-xzf', join(checkout.work, 'context/rootfs.tar.gz'), '-C', checkout.path]);
      expect(readdirSync(join(checkout.path, 'r')).sort()).to.deep.equal([...names].sort());
      expect(readdirSync(join(checkout.path, 'f')).sort()).to.deep.equal([...names, 'empty', 'long'].sort());
      for (const name of names) {
        expect(checkout.read(`f/${name}`)).to.equal([...content, 'end'].join('\n'));
        expect(statSync(join(checkout.path, 'f', name)).mode & 0o777).to.equal(0o600);
      }
      expect(checkout.read('f/empty')).to.equal('');
      expect(checkout.read('f/long')).to.equal(`${'x'.repeat(100_000)}\n`);
    }));

  const refusedLists: Record<string, string[]> = {
    'a path that climbs out': ['file 0644 0:0 /etc/../../x'],
    'a path with .': ['file 0644 0:0 /./x'],
    'a path with //': ['file 0644 0:0 //x'],
    'a relative path': ['file 0644 0:0 etc/x'],
    'no path': ['file 0644 0:0 /'],
    'a directory in disguise': ['file 0644 0:0 /etc/'],
    'a wrong mode': ['file 9999 0:0 /x'],
    'a symbolic mode': ['file u+s 0:0 /x'],
    'no mode': ['file - 0:0 /x'],
    'a named owner': ['file 0644 root:root /x'],
    'an option as owner': ['file 0644 --x:0 /x'],
    'an unknown entry': ['link 0644 0:0 /x'],
    'content without a file': ['dir 0755 0:0 /x', '|y'],
    'content after its end': ['file 0644 0:0 /x', '>y', '|z'],
    'the same path twice': ['file 0644 0:0 /x', 'file 0600 0:0 /x'],
    'a control character': ['file 0644 0:0 /x\x01'],
    'a tab': ['file 0644 0:0 /x\ty'],
    'half a line': ['file 0644'],
    'a script outside': ['script ../x.sh'],
    'an absolute script': ['script /etc/passwd'],
    'a script that is the Dockerfile': ['script Dockerfile'],
    'a script that is missing': ['script nowhere.sh'],
    'a script that is a link': ['script link.sh'],
    'a script behind a link': ['script linked/hostname'],
    'a mode for what is not there': ['attr 0755 0:0 /nowhere'],
    'a file behind a link of the rootfs': ['file 0644 0:0 /outside/x'],
    'a directory behind a link of the rootfs': ['dir 0755 0:0 /outside/x/y'],
    'a directory that is a link': ['dir 0755 0:0 /outside'],
    'a file that is a directory': ['file 0644 0:0 /etc'],
  };
  for (const [what, lines] of Object.entries(refusedLists)) {
    it(`refuses ${what}`, () =>
      withFolder(new Checkout(), async (checkout) => {
        checkout.image('rootfs/etc/keep', '');
        symlinkSync(checkout.path, join(checkout.path, checkout.dir, 'rootfs/outside'));
        symlinkSync('/etc/passwd', join(checkout.path, checkout.dir, 'link.sh'));
        symlinkSync('/etc', join(checkout.path, checkout.dir, 'linked'));
        checkout.list(...lines);
        const before = readdirSync(checkout.path).sort();
        const { code, log } = await checkout.prepare();
        expect(code, log).to.equal(1);
        expect(log).to.contain('Prepare: ERROR: ').and.to.contain('what to do: ').and.not.to.contain('_WORK');
        expect(readdirSync(checkout.path).sort()).to.deep.equal(before);
      }));
  }
});
