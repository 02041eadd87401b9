/** The context folder: what is named arrives as it is, what is left out does not, and nothing leads out of it. */
import { expect } from 'chai';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { find, needs } from '../../support/parts.js';
import { Checkout, withFolder } from './checkout.js';
import { scriptText, type Result } from './runtime.js';

/** A checkout whose image copies from `src`. */
class Source extends Checkout {
  constructor() {
    super('FROM scratch\n');
    mkdirSync(join(this.path, 'src'));
  }

  source(path: string, content: string | Buffer = 'x', mode = 0o644): void {
    this.write(join('src', path), content, mode);
  }

  link(path: string, target: string): void {
    const file = join(this.path, 'src', path);
    mkdirSync(dirname(file), { recursive: true });
    symlinkSync(target, file);
  }

  /** Prepares with these entries in context.list. */
  async ship(lines: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Result> {
    this.list(...lines);
    return this.prepare({ COOPERAGE_ROOTFS: '', COOPERAGE_CONTEXT: 'src', ...env });
  }

  /** The same; what arrived but the Dockerfile, sorted. Directories end in `/`. */
  async shipped(lines: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string[]> {
    const { code, log } = await this.ship(lines, env);
    expect(code, log).to.equal(0);
    return this.arrived();
  }

  arrived(): string[] {
    return readdirSync(join(this.work, 'context'), { recursive: true, withFileTypes: true })
      .map((entry) => {
        const path = join(entry.parentPath, entry.name).slice(this.work.length + '/context/'.length);
        return entry.isDirectory() ? `${path}/` : path;
      })
      .filter((path) => path !== 'Dockerfile')
      .sort();
  }

  inputs(): string {
    return readFileSync(join(this.work, 'state/inputs'), 'utf8').trim();
  }
}

const withSource = (use: (checkout: Source) => Promise<void>): Promise<void> => withFolder(new Source(), use);

describe('prepare: the context folder', function () {
  this.timeout(120_000);

  before(function () {
    needs(this, 'dash', 'git');
  });

  it('ships what is named, and nothing else', () =>
    withSource(async (checkout) => {
      for (const path of ['a', 'b', 'd/e/f', 'd/g', 'other/x']) checkout.source(path);
      expect(await checkout.shipped(['copy a', 'copy d/e'])).to.deep.equal(['a', 'd/', 'd/e/', 'd/e/f']);
      expect(await checkout.shipped(['copy d', 'copy d/e', 'copy d/e/f'])).to.deep.equal([
        'd/',
        'd/e/',
        'd/e/f',
        'd/g',
      ]);
      expect(await checkout.shipped(['copy .'])).to.have.length(8);
    }));

  it('gives modes by the exec bit alone, and one time', () =>
    withSource(async (checkout) => {
      checkout.source('run', 'x', 0o4711);
      checkout.source('read', 'x', 0o600);
      checkout.source('d/x', 'x', 0o674);
      checkout.link('l', 'read');
      chmodSync(join(checkout.path, 'src/d'), 0o2770);
      await checkout.shipped(['copy .']);
      const stats = ['run', 'read', 'd', 'd/x', 'l'].map((path) => {
        const { mode, mtimeMs } = lstatSync(join(checkout.work, 'context', path));
        return [(mode & 0o7777).toString(8), mtimeMs];
      });
      expect(stats).to.deep.equal([
        ['755', 0],
        ['644', 0],
        ['755', 0],
        ['644', 0],
        ['777', 0],
      ]);
    }));

  it('leaves out what a pattern ignores, but for what a later one keeps', () =>
    withSource(async (checkout) => {
      for (const path of ['a.md', 'd/b.md', 'd/c', 'd/deep/keep.md', 'n/x', 'é', 'ab']) checkout.source(path);
      expect(
        await checkout.shipped([
          'copy .',
          'ignore ^(.*/)?[^/]*\\.md(/.*)?$',
          'ignore ^n(/.*)?$',
          'keep ^d/deep/keep\\.md(/.*)?$',
          'ignore ^[^/](/.*)?$',
          'keep ^d(/.*)?$',
          'ignore ^d/c$',
        ]),
      ).to.deep.equal(['ab', 'd/', 'd/b.md', 'd/deep/', 'd/deep/keep.md']);
      expect(
        await checkout.shipped(['copy .', 'ignore ^.*$', 'keep ^d/deep/keep\\.md(/.*)?$']),
      ).to.deep.equal(['d/', 'd/deep/', 'd/deep/keep.md']);
      expect(await checkout.shipped(['copy .', 'ignore ^.*$'])).to.deep.equal([]);
    }));

  it('keeps hostile names byte for byte', () =>
    withSource(async (checkout) => {
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
        ' lead',
        '@x',
        '~',
        '%s%n',
        'tab\tx',
        'cr\r',
      ];
      for (const name of names) checkout.source(`d/${name}/${name}`, name);
      const latin = Buffer.concat([Buffer.from(`${checkout.path}/src/d/`), Buffer.from([0xe9, 0xa0, 0x80])]);
      writeFileSync(latin, 'latin');
      const named = names.filter((name) => !/[\t\r]/.test(name));
      for (const name of named) checkout.source(name, name);
      const { code, log } = await checkout.ship(['copy d', ...named.map((name) => `copy ${name}`)]);
      expect(code, log).to.equal(0);
      const context = join(checkout.work, 'context');
      expect(readdirSync(context).sort()).to.deep.equal(['Dockerfile', 'd', ...named].sort());
      for (const name of names) expect(readFileSync(join(context, 'd', name, name), 'utf8')).to.equal(name);
      expect(readdirSync(join(context, 'd'), 'latin1')).to.include('\xe9\xa0\x80');
      expect(log).not.to.contain('uid=');
    }));

  it('copies links as links, whatever they lead to, and never what is behind', () =>
    withSource(async (checkout) => {
      checkout.source('d/real');
      checkout.link('d/beside', 'real');
      checkout.link('d/absolute', '/etc/passwd');
      checkout.link('d/out', '../../../outside');
      checkout.link('d/dangling', 'nowhere');
      checkout.link('d/folder', '/etc');
      checkout.write('outside', 'old');
      const before = statSync(join(checkout.path, 'outside')).mtimeMs;
      expect(await checkout.shipped(['copy d'])).to.have.length(7);
      const context = join(checkout.work, 'context/d');
      for (const [link, target] of [
        ['beside', 'real'],
        ['absolute', '/etc/passwd'],
        ['out', '../../../outside'],
        ['dangling', 'nowhere'],
        ['folder', '/etc'],
      ] as const)
        expect(readlinkSync(join(context, link))).to.equal(target);
      expect(statSync(join(checkout.path, 'outside')).mtimeMs).to.equal(before);
    }));

  it('ships what a named path leads to, within the folder', () =>
    withSource(async (checkout) => {
      checkout.source('releases/2/app/x');
      checkout.source('releases/1/x');
      checkout.link('current', './releases/latest');
      checkout.link('releases/latest', '../releases/2/');
      checkout.link('app', 'current/app/../app');
      expect(await checkout.shipped(['copy app/x'])).to.deep.equal([
        'app',
        'current',
        'releases/',
        'releases/2/',
        'releases/2/app/',
        'releases/2/app/x',
        'releases/latest',
      ]);
    }));

  const refused: Record<string, [lines: string[], message: RegExp]> = {
    'a path that is not there': [['copy nowhere'], /has no nowhere[^]*what to do: commit it/],
    'a path below a file': [['copy file/x'], /has no file\/x/],
    'a path in another case': [['copy FILE'], /has no FILE/],
    'a link that leads nowhere': [['copy dangling'], /has no dangling, where a symbolic link leads/],
    'a link out of the folder': [['copy out'], /leads out of the context folder/],
    'a path behind a link out of the folder': [['copy out/hostname'], /leads out of the context folder/],
    'an absolute link': [['copy absolute'], /leads out of the context folder/],
    'a ring of links': [['copy ring'], /more than 40/],
    'a path of which a pattern leaves nothing': [
      ['copy file', 'ignore ^file$'],
      /nothing of file .* is shipped/,
    ],
    'a folder of which patterns leave nothing': [
      ['copy d', 'ignore ^d(/.*)?$'],
      /nothing of d .* is shipped/,
    ],
    "a file of git's own": [['copy .git/config'], /nothing of \.git\/config .* is shipped/],
    'a Dockerfile': [['copy Dockerfile'], /nothing of Dockerfile .* is shipped/],
    'a special file': [['copy special'], /src\/special is neither a file/],
    'a name with a newline': [['copy n'], /holds a newline/],
    'a path with ..': [['copy d/../file'], /not as the compiler writes it/],
    'an absolute path': [['copy /etc/passwd'], /not as the compiler writes it/],
    'the same path twice': [['copy file', 'copy file'], /not as the compiler writes it/],
    'no path': [['copy '], /not as the compiler writes it/],
    'a pattern without an anchor': [['copy d', 'ignore x'], /not as the compiler writes it/],
    'a pattern that is none': [['copy file', 'ignore ^(a$'], /what to do/],
    'a control character': [['copy fi\x01le'], /not as the compiler writes it/],
    'a script that the folder has too': [['copy setup.sh', 'script setup.sh'], /both .* have setup\.sh/],
    'a script behind a link of the folder': [
      ['copy deep', 'script deep/setup.sh'],
      /both .* have deep\/setup\.sh/,
    ],
    'a script with the name of what a builder reads': [['script .dockerignore'], /may not be called/],
  };
  for (const [what, [lines, message]] of Object.entries(refused))
    it(`refuses ${what}`, () =>
      withSource(async (checkout) => {
        for (const path of ['file', 'd/x', 'n/a\nb', '.git/config', 'Dockerfile', 'setup.sh'])
          checkout.source(path);
        checkout.image('setup.sh', 'x');
        checkout.image('deep/setup.sh', 'x');
        checkout.image('.dockerignore', 'x');
        checkout.link('dangling', 'nothing');
        checkout.link('out', '../../../../../../../etc');
        checkout.link('absolute', '/etc/hostname');
        checkout.link('ring', 'ring2');
        checkout.link('ring2', 'ring');
        checkout.link('deep', 'd');
        execFileSync('mkfifo', [join(checkout.path, 'src/special')]);
        const before = readdirSync(checkout.path).sort();
        const { code, log } = await checkout.ship(lines);
        expect(code, log).to.equal(1);
        expect(log).to.match(message).and.to.contain('what to do: ');
        expect(readdirSync(checkout.path).sort()).to.deep.equal(before);
      }));

  it('leaves special files alone that a pattern leaves out', () =>
    withSource(async (checkout) => {
      checkout.source('d/x');
      execFileSync('mkfifo', [join(checkout.path, 'src/d/pipe')]);
      expect(await checkout.shipped(['copy d', 'ignore ^d/pipe$'])).to.deep.equal(['d/', 'd/x']);
    }));

  it('makes files of hard links, and keeps empty directories', () =>
    withSource(async (checkout) => {
      checkout.source('a', 'same');
      linkSync(join(checkout.path, 'src/a'), join(checkout.path, 'src/b'));
      mkdirSync(join(checkout.path, 'src/empty/deep'), { recursive: true });
      expect(await checkout.shipped(['copy .'])).to.deep.equal(['a', 'b', 'empty/', 'empty/deep/']);
      expect(lstatSync(join(checkout.work, 'context/b')).nlink).to.equal(1);
      expect(readFileSync(join(checkout.work, 'context/b'), 'utf8')).to.equal('same');
    }));

  it('never ships what a builder would take for its own', () =>
    withSource(async (checkout) => {
      const own = [
        'Dockerfile',
        'rootfs.tar.gz',
        '.dockerignore',
        '.containerignore',
        'Dockerfile.dockerignore',
      ];
      for (const path of [...own, '.git/HEAD', 'sub/.git', 'x', 'image.json', 'Jenkinsfile'])
        checkout.source(path, 'theirs');
      for (const path of own) checkout.source(`d/${path}`);
      expect(await checkout.shipped(['copy .'])).to.deep.equal(
        ['Jenkinsfile', 'd/', ...own.map((path) => `d/${path}`), 'image.json', 'sub/', 'x'].sort(),
      );
      expect(readFileSync(join(checkout.work, 'context/Dockerfile'), 'utf8')).to.equal('FROM scratch\n');
    }));

  it("never ships what an image is made from, out of the spec's folder", () =>
    withSource(async (checkout) => {
      const generated = '// Generated by Cooperage from images/x/image.json; do not edit.\n';
      for (const path of [
        'Jenkinsfile',
        'tests.list',
        'image.json',
        'image.jsonc',
        'app/Jenkinsfile',
        'app/x',
        'conf/image.json',
      ])
        checkout.image(path, 'x');
      checkout.image('conf/rootfs/etc/x', 'x');
      checkout.image('v1/Jenkinsfile', generated);
      checkout.image('v1/Dockerfile', 'FROM scratch\n');
      const env = { COOPERAGE_CONTEXT: 'images/x', COOPERAGE_ROOTFS: 'conf/rootfs' };
      checkout.image('Dockerfile', 'FROM scratch\nADD rootfs.tar.gz /\n');
      expect(await checkout.shipped(['copy .'], env)).to.deep.equal([
        'app/',
        'app/Jenkinsfile',
        'app/x',
        'conf/',
        'conf/image.json',
        'rootfs.tar.gz',
      ]);
    }));

  it('ships from the root of the checkout', () =>
    withSource(async (checkout) => {
      checkout.write('.git/config', 'token');
      checkout.write('.cooperage/index', 'x');
      checkout.source('a');
      expect(
        await checkout.shipped(['copy .', 'ignore ^work(/.*)?$', 'ignore ^images(/.*)?$'], {
          COOPERAGE_CONTEXT: '.',
        }),
      ).to.deep.equal(['src/', 'src/a']);
    }));

  it('says that a .dockerignore is not read, where the spec has no patterns', () =>
    withSource(async (checkout) => {
      checkout.source('.dockerignore', '*');
      checkout.source('a');
      expect((await checkout.ship(['copy .'])).log).to.match(/WARNING: .*\.dockerignore is not read/);
      expect((await checkout.ship(['copy .', 'ignore ^x$'])).log).not.to.contain('WARNING');
    }));

  it('says so when a file cannot be read', function () {
    if (process.getuid?.() !== 0) this.skip();
    return withSource(async (checkout) => {
      checkout.list('copy .');
      checkout.source('a');
      execFileSync('chown', ['-R', '65534', checkout.path]);
      checkout.source('secret', 'x', 0o600);
      const script = checkout.write('script.sh', scriptText('prepare'));
      const { status, stderr } = spawnSync('sh', [script], {
        cwd: checkout.path,
        env: {
          PATH: process.env['PATH'],
          ...checkout.env({ COOPERAGE_ROOTFS: '', COOPERAGE_CONTEXT: 'src' }),
        },
        encoding: 'utf8',
        uid: 65534,
        gid: 65534,
      });
      expect(status, stderr).to.equal(1);
      expect(stderr)
        .to.contain('secret')
        .and.to.contain('could not be copied')
        .and.to.contain('what to do: ');
    });
  });

  describe('the inputs digest', () => {
    const list = ['copy d'];
    const changes: Record<string, (checkout: Source) => void> = {
      'a content': (checkout) => checkout.source('d/x', 'y'),
      'an exec bit': (checkout) => checkout.source('d/x', 'x', 0o755),
      'another name': (checkout) => checkout.source('d/y'),
      'a link': (checkout) => checkout.link('d/l', 'x'),
      'an empty directory': (checkout) => mkdirSync(join(checkout.path, 'src/d/e')),
      'where a link leads': (checkout) => checkout.link('d/m', 'x'),
    };
    it('counts every change of what is shipped, and nothing else', async () => {
      const seen = new Set<string>();
      const digest = async (change?: (checkout: Source) => void): Promise<string> => {
        let found = '';
        await withSource(async (checkout) => {
          checkout.source('d/x');
          change?.(checkout);
          await checkout.shipped(list);
          found = checkout.inputs();
        });
        return found;
      };
      seen.add(await digest());
      for (const change of Object.values(changes)) seen.add(await digest(change));
      seen.add(await digest((checkout) => checkout.link('d/m', 'y')));
      expect(seen.size).to.equal(Object.keys(changes).length + 2);
      const same = await digest((checkout) => {
        checkout.source('beside');
        checkout.source('d/x', 'x', 0o606);
      });
      expect(seen.has(same)).to.equal(true);
    });
  });

  describe('with very many files', () => {
    /** Prepares `folders` times a hundred files; how many programs that took, and how long. */
    async function effort(folders: number): Promise<{ programs: number; seconds: number }> {
      let found = { programs: 0, seconds: 0 };
      await withSource(async (checkout) => {
        for (let folder = 0; folder < folders; folder++) {
          const path = join(checkout.path, 'src', `d${folder}`, 'deep');
          mkdirSync(path, { recursive: true });
          for (let file = 0; file < 100; file++)
            writeFileSync(join(path, `file ${file}.txt`), 'x'.repeat(1000));
        }
        const log = join(checkout.path, 'programs');
        for (const program of PROGRAMS) {
          const real = find(program) ?? program;
          checkout.write(
            `bin/${program}`,
            `#!/bin/sh\necho ${program} >>'${log}'\nexec ${real} "$@"\n`,
            0o755,
          );
        }
        const start = process.hrtime.bigint();
        const { code, log: said } = await checkout.ship(
          [
            'copy .',
            ...Array.from({ length: 20 }, (_, index) => `ignore ^(.*/)?[^/]*\\.t${index}[^/](/.*)?$`),
          ],
          { PATH: `${checkout.path}/bin:${process.env['PATH'] ?? ''}` },
        );
        expect(code, said).to.equal(0);
        expect(said).to.contain(`${folders * 102} entries`);
        found = {
          programs: checkout.read('programs').split('\n').length,
          seconds: Number(process.hrtime.bigint() - start) / 1e9,
        };
      });
      return found;
    }

    it('takes as many programs as with few', async () => {
      const few = await effort(1);
      const many = await effort(Number(process.env['FOLDERS'] ?? 20));
      if (process.env['FOLDERS'] !== undefined) process.stderr.write(`${JSON.stringify({ few, many })}\n`);
      // Arguments go to a program in batches.
      expect(many.programs - few.programs).to.be.lessThan(30);
      expect(few.programs).to.be.at.least(30);
    });
  });
});

const PROGRAMS = [
  ...[
    'awk',
    'cat',
    'chmod',
    'cp',
    'cut',
    'find',
    'grep',
    'head',
    'mkdir',
    'mkfifo',
    'printenv',
    'readlink',
    'rm',
  ],
  ...['sed', 'sh', 'sha256sum', 'sort', 'tar', 'touch', 'tr', 'wc', 'xargs'],
];
