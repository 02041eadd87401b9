/** Prepare: the same bytes everywhere, and nothing outside the image's directory. */
import { expect } from 'chai';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { needs } from '../../support/parts.js';
import { Folder, runStage, scriptText, type Result } from './runtime.js';

const DIGEST = `sha256:${'0'.repeat(63)}`;

/** A checkout with one image, and the state that Verify leaves. */
class Checkout extends Folder {
  readonly work = join(this.path, 'work/1');
  readonly dir = 'images/x';

  constructor(dockerfile = 'FROM scratch\nADD rootfs.tar.gz /\n') {
    super();
    this.write(`${this.dir}/Dockerfile`, dockerfile);
    mkdirSync(join(this.work, 'state'), { recursive: true });
    this.state('tags-free', '1\n');
    this.state('tags-taken', '');
    this.state('existing-inputs', '');
    this.state('base-digest', '\n');
  }

  state(name: string, text: string): void {
    writeFileSync(join(this.work, 'state', name), text);
  }

  image(path: string, content: string | Buffer, mode?: number): void {
    this.write(join(this.dir, path), content, mode);
  }

  list(...lines: string[]): void {
    this.image('context.list', `# Generated\n${lines.map((line) => `${line}\n`).join('')}`);
  }

  env(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    return { COOPERAGE_WORK: this.work, COOPERAGE_DIR: this.dir, COOPERAGE_ROOTFS: 'rootfs', ...more };
  }

  prepare(env: NodeJS.ProcessEnv = {}): Promise<Result> {
    return runStage('prepare', { cwd: this.path, env: this.env(env) });
  }

  /** mode owner path of each member, sorted by path. */
  members(): string[] {
    const tar = join(this.work, 'context/rootfs.tar.gz');
    const lines = execFileSync('tar', ['--numeric-owner', '--quoting-style=escape', '-tvzf', tar], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    });
    return lines
      .trimEnd()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [, mode, owner, time, path] = /^(\S+) (\S+) +\d+ (\S+ \S+) (.*)$/.exec(line) ?? [];
        return `${mode} ${owner} ${time === '1970-01-01 00:00' ? '' : time}${path}`;
      })
      .sort((a, b) => (a.split(' ')[2] ?? '').localeCompare(b.split(' ')[2] ?? ''));
  }

  content(path: string): string {
    return execFileSync('tar', ['-xzOf', join(this.work, 'context/rootfs.tar.gz'), `./${path}`], {
      encoding: 'utf8',
    });
  }
}

async function withFolder<T extends Folder>(folder: T, use: (folder: T) => Promise<void>): Promise<void> {
  try {
    await use(folder);
  } finally {
    folder.remove();
  }
}

describe('prepare', function () {
  this.timeout(120_000);

  before(function () {
    needs(this, 'dash');
  });

  describe('rootfs.tar.gz has the same bytes', () => {
    const build = (umask: number, env: NodeJS.ProcessEnv, uid?: number, shell = ['sh']): string => {
      const checkout = new Checkout();
      try {
        const old = process.umask(umask);
        try {
          const put = (path: string, content: string, mode: number): void => {
            const file = join(checkout.path, checkout.dir, path);
            mkdirSync(join(file, '..'), { recursive: true });
            writeFileSync(file, content, { mode });
          };
          put('rootfs/etc/app.conf', 'a', 0o666);
          put('rootfs/usr/bin/start', '#!/bin/sh\n', 0o777);
          put('rootfs/etc/Übung é', 'b', 0o666);
          put('rootfs/etc/B', 'b', 0o666);
          put('rootfs/etc/a', 'b', 0o666);
          put('rootfs/tmp/x', 'b', 0o666);
          put('scripts/setup.sh', 'echo\n', 0o777);
          symlinkSync('/etc/app.conf', join(checkout.path, checkout.dir, 'rootfs/etc/link'));
          utimesSync(join(checkout.path, checkout.dir, 'rootfs/etc/B'), umask, umask);
        } finally {
          process.umask(old);
        }
        checkout.list(
          'dir 0750 7:8 /var/cache/a b',
          'file 0640 1001:1002 /etc/new',
          '|x',
          'script scripts/setup.sh',
        );
        chmodSync(checkout.path, 0o755);
        if (uid !== undefined) {
          execFileSync('chown', ['-R', `${uid}`, checkout.path]);
          chownSync(checkout.path, uid, uid);
        }
        checkout.write('script.sh', scriptText('prepare'));
        const [command = 'sh', ...rest] = shell;
        const { status, stdout, stderr } = spawnSync(
          'sh',
          [
            '-c',
            `umask ${umask.toString(8)}; exec "$@"`,
            'sh',
            command,
            ...rest,
            join(checkout.path, 'script.sh'),
          ],
          {
            cwd: checkout.path,
            env: { PATH: process.env['PATH'], ...checkout.env(env) },
            encoding: 'utf8',
            ...(uid === undefined ? {} : { uid, gid: uid }),
          },
        );
        expect(status, stdout + stderr).to.equal(0);
        const tar = readFileSync(join(checkout.work, 'context/rootfs.tar.gz'));
        return `${createHash('sha256').update(tar).digest('hex')} ${readFileSync(join(checkout.work, 'state/inputs'), 'utf8').trim()}`;
      } finally {
        checkout.remove();
      }
    };
    let first = '';

    before(() => {
      first = build(0o022, {});
    });

    for (const umask of [0o000, 0o002, 0o027, 0o077]) {
      it(`with umask ${umask.toString(8)}`, () => {
        expect(build(umask, {})).to.equal(first);
      });
    }

    for (const env of [
      { TZ: 'Asia/Tokyo' },
      { TZ: 'America/New_York', LANG: 'de_DE.UTF-8' },
      { LC_ALL: 'tr_TR.UTF-8' },
      { LC_ALL: 'C.UTF-8' },
      { TAR_OPTIONS: '--mode=0777', GZIP: '-1', POSIXLY_CORRECT: '1' },
    ]) {
      it(`with ${JSON.stringify(env)}`, () => {
        expect(build(0o022, env)).to.equal(first);
      });
    }

    it('as another user', function () {
      if (process.getuid?.() !== 0) this.skip();
      expect(build(0o022, {}, 65534)).to.equal(first);
      expect(build(0o077, {}, 65534)).to.equal(first);
    });
  });

  it('gives stated modes and owners, and the usual ones to the rest', () =>
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
        'drwxr-xr-x 0/0 ./etc/',
        '-rw-r----- 1001/1002 ./etc/app.conf',
        'drwxr-xr-x 0/0 ./opt/',
        'drwxr-xr-x 0/0 ./opt/deep/',
        'drwxr-xr-x 0/0 ./opt/deep/down/',
        '-rw-r--r-- 0/0 ./opt/deep/down/file',
        'drwx------ 0/0 ./root/',
        '-rw-r--r-- 0/0 ./root/.profile',
        'drwxrwxrwt 0/0 ./tmp/',
        '-rw-r--r-- 0/0 ./tmp/x',
        'drwxr-xr-x 0/0 ./usr/',
        'drwxr-xr-x 5/6 ./usr/bin/',
        '-rws--x--x 0/0 ./usr/bin/start',
        'drwxr-xr-x 0/0 ./var/',
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
        expect(log).to.contain('Prepare: ERROR: ').and.to.contain('what to do: ');
        expect(readdirSync(checkout.path).sort()).to.deep.equal(before);
      }));
  }

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
        expect(log).to.contain('Prepare: ERROR: ').and.to.contain('what to do: ');
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
