import { expect } from 'chai';
import { DiskWorkspace, link, spec, type Content } from '../../support/workspace.js';
import { needsProgram, program } from './program.js';

interface Case {
  readonly files: Readonly<Record<string, Content>>;
  /** `code file:line:column`, all that is reported. */
  readonly problems: readonly string[];
}

const GOOD = { 'images/good/image.json': spec({ name: 'good' }) };
const web = (content: Content): Readonly<Record<string, Content>> => ({ 'images/web/image.json': content });
const at = (problem: string): string => problem.replace(' :', ' images/web/image.json:');

const CASES: Readonly<Record<string, Case>> = {
  'no JSON': { files: web('name: web\n'), problems: ['invalid-json :1:1'] },
  'JSON that breaks off': { files: web('{"name": "web",'), problems: ['invalid-json :1:16'] },
  'an empty file': { files: web(''), problems: ['invalid-json :1:1'] },
  'an array': { files: web('[]'), problems: ['wrong-type :1:1'] },
  'wrong types': {
    files: web(spec({ name: 5, run: 'make' })),
    problems: ['wrong-type :2:11', 'wrong-type :4:10'],
  },
  'unknown keys': {
    files: web(spec({ expsoe: [80], publish: { tag: 'x' } })),
    problems: ['unknown-key :4:3', 'unknown-key :8:5'],
  },
  'a rootfs that is not there': { files: web(spec({ rootfs: 'rootfs' })), problems: ['path-missing :4:13'] },
  'a rootfs that is a symlink out of the workspace': {
    files: { ...web(spec({ rootfs: 'rootfs' })), 'images/web/rootfs': link('/etc') },
    problems: ['path-outside :4:13'],
  },
  'a symlink in the middle of a path': {
    files: { ...web(spec({ rootfs: 'a/etc' })), 'images/web/a': link('/') },
    problems: ['path-outside :4:13'],
  },
  'a folder of an image that is a symlink': {
    files: { 'elsewhere/image.json': spec(), 'images/web': link('../elsewhere') },
    problems: ['spec-symlink :1:1'],
  },
  'a folder of an image that is a ring of symlinks': { files: { 'images/web': link('web') }, problems: [] },
  'a spec that is a symlink': {
    files: { 'images/web/image.json': link('/etc/hostname') },
    problems: ['spec-symlink :1:1'],
  },
  'a spec that is a symlink to nothing': {
    files: { 'images/web/image.json': link('nowhere') },
    problems: ['spec-symlink :1:1'],
  },
  'a spec that is a folder': { files: { 'images/web/image.json/x': '' }, problems: ['file-unreadable :1:1'] },
  '.. in a path': {
    files: { ...web(spec({ rootfs: '../../secret', run: [{ scriptFile: '../x.sh' }] })), 'secret/x': '' },
    problems: ['path-outside :4:13', 'path-outside :7:21'],
  },
  'an absolute path': { files: web(spec({ rootfs: '/etc' })), problems: ['wrong-value :4:13'] },
  'a path that is too long for any disk': {
    files: web(spec({ rootfs: 'a'.repeat(300) })),
    problems: ['path-missing :4:13'],
  },
  'two specs of one name': {
    files: { ...web(spec({ name: 'good' })) },
    problems: ['duplicate-name :2:11'],
  },
  'one key twice': {
    files: web('{"name": "web", "from": "a", "from": "b"}'),
    problems: ['duplicate-key :1:30'],
  },
  'a byte order mark': { files: web('\uFEFF{}'), problems: ['byte-order-mark :1:1'] },
  'UTF-16': { files: web(Buffer.from('\uFEFF{"name": "web"}', 'utf16le')), problems: ['not-utf8 :1:1'] },
  'a name that is no repository name': {
    files: web(spec({ name: 'Web Server' })),
    problems: ['wrong-value :2:11'],
  },
  'a tag that is none': {
    files: web(spec({ publish: { tags: ['1.0', '-1', 'a b'] } })),
    problems: ['wrong-value :7:7', 'wrong-value :8:7'],
  },
  'a spec of 10 MB': {
    files: web(`{"name": "web", "description": "${'x'.repeat(10_000_000)}"}`),
    problems: ['file-too-large :1:1'],
  },
  '100,000 brackets': { files: web('['.repeat(100_000)), problems: ['too-deep :1:65'] },
  '100,000 brackets that hide behind a comment': {
    files: { 'images/web/image.jsonc': `// "\n${'['.repeat(100_000)}` },
    problems: ['too-deep images/web/image.jsonc:2:65'],
  },
  'a megabyte of keys that nobody knows': {
    files: web(`{${Array.from({ length: 30_000 }, (_, index) => `"k${index}": {}`).join(',')}}`),
    problems: ['many'],
  },
  'numbers that no computer keeps': {
    files: web('{"name": "web", "from": "a", "user": 123456789012345678901234567890}'),
    problems: ['number-precision :1:38'],
  },
  'both kinds of spec': {
    files: { ...web(spec()), 'images/web/image.jsonc': '{}' },
    problems: ['two-specs :1:1'],
  },
  'a folder that Jenkins cannot name': {
    files: { "images/it's/image.json": spec() },
    problems: ["directory-name images/it's/image.json:1:1"],
  },
  'settings that are no JSON': {
    files: { 'cooperage.json': '{' },
    problems: ['invalid-json cooperage.json:1:2'],
  },
  'settings that are a symlink': {
    files: { 'cooperage.json': link('/etc/hostname') },
    problems: ['spec-symlink cooperage.json:1:1'],
  },
  'a folder of images that leads out': {
    files: { 'cooperage.json': { images: 'out' }, out: link('/usr') },
    problems: ['images-missing cooperage.json:1:1'],
  },
  'a folder of images behind a symlink': {
    files: { 'cooperage.json': { images: 'out/share' }, out: link('/usr') },
    problems: ['images-missing cooperage.json:1:1'],
  },
};

describe('bad input: specs', () => {
  for (const [name, { files, problems }] of Object.entries(CASES))
    it(`${name}: located, exit 1, nothing written`, async function () {
      this.timeout(30_000);
      const { 'cooperage.json': settings, ...rest } = files;
      const workspace = new DiskWorkspace({ ...GOOD, ...rest });
      try {
        if (settings) {
          workspace.unlink('cooperage.json');
          workspace.write({ 'cooperage.json': settings });
        }
        const before = workspace.tree();
        const { code, out, err } = await workspace.cooper('compile', '--json');
        expect(err).to.equal('');
        const found = (
          JSON.parse(out) as {
            diagnostics: {
              code: string;
              message: string;
              location: { file: string; start: { line: number; column: number } };
            }[];
          }
        ).diagnostics;
        if (problems[0] === 'many') {
          expect(found.length).to.be.above(1000);
        } else
          expect(
            found.map(
              (each) =>
                `${each.code} ${each.location.file}:${each.location.start.line}:${each.location.start.column}`,
            ),
          ).to.deep.equal(problems.map(at));
        expect(code).to.equal(problems.length === 0 ? 0 : 1);
        if (problems.length > 0) expect(workspace.tree()).to.deep.equal(before);
      } finally {
        workspace.remove();
      }
    });

  describe('ten broken ones among a hundred', () => {
    let workspace: DiskWorkspace;
    beforeEach(() => {
      workspace = new DiskWorkspace(
        Object.fromEntries(
          Array.from({ length: 100 }, (_, index) => [
            `images/i${index}/image.json`,
            index % 10 === 3 ? '{' : spec({ name: `i${index}` }),
          ]),
        ),
      );
    });
    afterEach(() => workspace.remove());

    it('ten messages in one run, exit 1, nothing written', async () => {
      const before = workspace.tree();
      const { code, err, out } = await workspace.cooper('compile');
      expect(code).to.equal(1);
      expect(err.match(/^images\/i\d*3\/image\.json:1:2: error: /gm)).to.have.length(10);
      expect(out).to.equal('10 errors in 10 images of 100; nothing was written.\n');
      expect(workspace.tree()).to.deep.equal(before);
    });

    it('--keep-going writes the other ninety, and the rest when they are mended', async () => {
      expect((await workspace.cooper('compile', '--keep-going')).code).to.equal(1);
      const written = (): number =>
        Object.keys(workspace.tree()).filter((path) => path.endsWith('/Dockerfile')).length;
      expect(written()).to.equal(90);
      for (let index = 3; index < 100; index += 10)
        workspace.write({ [`images/i${index}/image.json`]: spec({ name: `i${index}` }) });
      expect((await workspace.cooper('compile')).code).to.equal(0);
      expect(written()).to.equal(100);
    });
  });

  describe('through the program', function () {
    this.timeout(60_000);
    let workspace: DiskWorkspace;
    before(function () {
      needsProgram(this);
      workspace = new DiskWorkspace({ ...GOOD, ...web(spec({ expsoe: [80] })) });
    });
    after(() => workspace?.remove());

    const run = (...argv: string[]) => program(argv, { cwd: workspace.root });

    it('has the exit codes of the command line', async () => {
      expect((await run('--version')).code).to.equal(0);
      expect((await run('complie')).code).to.equal(2);
      expect((await run('validate')).code).to.equal(1);
      expect((await run('validate', 'good')).code).to.equal(0);
      expect((await run('compile', '--keep-going')).code).to.equal(1);
      workspace.write({
        'images/good/Dockerfile': `${workspace.read('images/good/Dockerfile')}#\n`,
        ...web(spec()),
      });
      expect((await run('compile', '--check')).code).to.equal(3);
      workspace.write(web(spec({ expsoe: [80] })));
    });

    it('finds the workspace from a folder below', async () => {
      const { err } = await program(['validate'], { cwd: workspace.path('images/web') });
      expect(err).to.include('images/web/image.json:4:3: error: unknown key "expsoe"');
    });

    it('colours nothing that is no terminal, whatever is asked with NO_COLOR', async () => {
      const validate = (env: Record<string, string>) => program(['validate'], { cwd: workspace.root, env });
      expect((await validate({})).err).to.not.include('\u001b');
      expect((await validate({ FORCE_COLOR: '1' })).err).to.include('\u001b[31m');
      expect((await validate({ FORCE_COLOR: '1', NO_COLOR: '1' })).err).to.not.include('\u001b');
      expect((await validate({ FORCE_COLOR: '1', NO_COLOR: '' })).err).to.include('\u001b[31m');
    });

    it('gives the same bytes in every time zone, locale and folder', async () => {
      workspace.write(web(spec({ labels: { ä: '1', z: '2', I: '3', i: '4' }, env: { i: '1', I: '2' } })));
      const trees = [];
      for (const env of [
        { TZ: 'UTC', LC_ALL: 'C' },
        { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
      ]) {
        const copy = new DiskWorkspace(web(JSON.parse(workspace.read('images/web/image.json')) as object));
        expect((await program(['compile'], { cwd: copy.root, env })).code).to.equal(0);
        trees.push(copy.tree());
        copy.remove();
      }
      expect(trees[1]).to.deep.equal(trees[0]);
    });
  });
});
