import { expect } from 'chai';
import { checkWorkspace } from '../../../compiler/check.js';
import { compile } from '../../../compiler/compile.js';
import { planImage } from '../../../compiler/plan-image.js';
import { brief, compileFiles, memory, ROOT, SETTINGS, spec, type Content } from '../../support/workspace.js';

const TWO: Record<string, Content> = {
  'images/a/image.json': spec({ name: 'a' }),
  'images/b/image.json': spec({ name: 'b', nmae: 1 }),
};

describe('compile/compile', () => {
  it('writes every image, and says what it did', () => {
    const { images, specs, dirs, changes, files } = compileFiles({
      'images/b/image.jsonc': '// why\n{ "name": "team/b", "from": "scratch", }',
      'images/a/image.json': spec({ name: 'a', publish: { tags: ['1', '2'] } }),
      'images/README.md': '',
      'images/empty/rootfs/x': '',
    });
    expect(images).to.deep.equal([
      { dir: 'images/a', name: 'a', reference: 'r.example.com/team/a:1' },
      { dir: 'images/b', name: 'team/b', reference: 'r.example.com/team/team/b:latest' },
    ]);
    expect([specs, dirs]).to.deep.equal([2, ['images/a', 'images/b']]);
    expect(changes.every(({ standing }) => standing === 'missing')).to.equal(true);
    expect(files.lstat(`${ROOT}/images/b/Jenkinsfile`)).to.not.equal(null);
    expect(files.lstat(`${ROOT}/images/empty/Dockerfile`)).to.equal(null);
  });

  it('with an error nothing is written; with keepGoing the others are', () => {
    const none = compileFiles(TWO);
    expect(none.diagnostics.map(brief)).to.deep.equal(['unknown-key images/b/image.json:4:3']);
    expect([none.changes, none.files.lstat(`${ROOT}/images/a/Dockerfile`)]).to.deep.equal([[], null]);
    const some = compileFiles(TWO, { keepGoing: true });
    expect(some.files.lstat(`${ROOT}/images/a/Dockerfile`)).to.not.equal(null);
    expect(some.files.lstat(`${ROOT}/images/b/Dockerfile`)).to.equal(null);
    expect(some.images.map(({ name }) => name)).to.deep.equal(['a']);
  });

  it('warnings do not keep it from writing', () => {
    const { diagnostics, changes } = compileFiles({ 'images/a/image.json': spec({ entrypoint: ['/a'] }) });
    expect(diagnostics.map(({ severity }) => severity)).to.deep.equal(['warning']);
    expect(changes).to.not.be.empty;
  });

  it('check and none write nothing', () => {
    for (const output of ['check', 'none'] as const) {
      const { files, changes } = compileFiles({ 'images/a/image.json': spec() }, { output });
      expect(files.lstat(`${ROOT}/images/a/Dockerfile`)).to.equal(null);
      expect(changes.length > 0).to.equal(output === 'check');
    }
  });

  it('a hand-written file is left alone, and so is its whole image', () => {
    const { diagnostics, files } = compileFiles(
      {
        'images/a/image.json': spec({ name: 'a' }),
        'images/b/image.json': spec({ name: 'b' }),
        'images/a/Jenkinsfile': 'mine',
      },
      { keepGoing: true },
    );
    expect(diagnostics.map(brief)).to.deep.equal(['would-overwrite images/a/Jenkinsfile:1:1']);
    expect(diagnostics[0]?.related?.map(({ location }) => location?.file)).to.deep.equal([
      'images/a/image.json',
    ]);
    expect(files.lstat(`${ROOT}/images/a/Dockerfile`)).to.equal(null);
    expect(files.lstat(`${ROOT}/images/b/Dockerfile`)).to.not.equal(null);
    expect(new TextDecoder().decode(files.read(`${ROOT}/images/a/Jenkinsfile`) ?? undefined)).to.equal(
      'mine',
    );
  });

  it('removes what a spec generates no more, but nothing of a broken one', () => {
    const { files } = compileFiles({ 'images/a/image.json': spec({ tests: [{ name: 'x', ports: [1] }] }) });
    const change = (text: string): void =>
      files.apply(ROOT, [{ path: 'images/a/image.json', content: text, mode: 0o644 }], []);
    change('{ broken');
    expect(compile(ROOT, { files, keepGoing: true }).removals).to.deep.equal([]);
    change(JSON.stringify(spec()));
    expect(compile(ROOT, { files }).removals).to.deep.equal(['images/a/tests.list']);
    files.apply(ROOT, [], ['images/a/image.json']);
    expect(compile(ROOT, { files }).removals).to.deep.equal(['images/a/Dockerfile', 'images/a/Jenkinsfile']);
    expect(files.list(`${ROOT}/images`)).to.deep.equal([]);
  });

  it('two specs of one name: each that comes later says with whom', () => {
    const { diagnostics } = compileFiles({
      'images/a/image.json': spec(),
      'images/b/image.json': spec(),
      'images/c/image.json': spec({ nmae: 1 }),
    });
    expect(diagnostics.map(brief)).to.deep.equal([
      'duplicate-name images/b/image.json:2:11',
      'duplicate-name images/c/image.json:2:11',
      'unknown-key images/c/image.json:4:3',
    ]);
    expect(diagnostics[0]?.message).to.include('images/a/image.json');
  });

  it('reports the problems of all specs in one run', () => {
    const files = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [
        `images/i${index}/image.json`,
        spec({ name: `i${index}`, ...(index % 10 === 0 ? { expose: [0] } : {}) }),
      ]),
    );
    const { diagnostics, images } = compileFiles(files);
    expect(diagnostics.map(({ code }) => code)).to.deep.equal(Array(10).fill('out-of-range'));
    expect(images).to.have.length(90);
  });

  it('tells its progress', () => {
    const seen: [number, number][] = [];
    compileFiles(TWO, { onProgress: (done, total) => void seen.push([done, total]) });
    expect(seen).to.deep.equal([
      [0, 2],
      [1, 2],
    ]);
  });

  it('compiles thousands of unknown keys of one spec in linear time', function () {
    this.timeout(20_000);
    const time = (count: number): number => {
      const keys = Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));
      const started = performance.now();
      expect(
        compileFiles({ 'images/a/image.json': spec(keys) }, { output: 'none' }).diagnostics,
      ).to.have.length(count);
      return performance.now() - started;
    };
    time(400);
    expect(time(4000)).to.be.below(40 * time(400) + 500);
  });

  describe('checkWorkspace', () => {
    const check = (...names: string[]) => checkWorkspace(ROOT, names, { files: memory(TWO) });

    it('keeps what concerns the named images: by folder, path or name', () => {
      for (const name of ['a', 'images/a', 'images/a/'])
        expect(check(name).diagnostics, name).to.deep.equal([]);
      expect(check('b').diagnostics).to.have.length(1);
      expect(check().specs).to.equal(2);
      expect(check('a', 'b')).to.deep.include({ specs: 2, dirs: ['images/a', 'images/b'] });
    });

    it('says when there is none of that name', () => {
      expect(check('aa').diagnostics.map(({ message }) => message)).to.deep.equal([
        'no image is called "aa", did you mean "a"?',
      ]);
    });

    it('shows problems of the settings to everyone', () => {
      const files = memory({ ...TWO, 'cooperage.json': { ...SETTINGS, imags: '' } });
      expect(checkWorkspace(ROOT, ['a'], { files }).diagnostics.map(({ code }) => code)).to.include(
        'unknown-key',
      );
    });
  });

  describe('planImage', () => {
    const planned = (name: string) =>
      planImage(
        ROOT,
        name,
        {},
        memory({ ...TWO, 'images/c/image.json': spec({ name: 'team/web', entrypoint: ['/a'] }) }),
      );

    it('finds an image by folder, path and name, and plans it', () => {
      for (const name of ['c', 'images/c', 'images/c/', 'images/c/image.json', 'team/web']) {
        const found = planned(name);
        expect('plan' in found && found.plan.dir, name).to.equal('images/c');
        expect('warnings' in found && found.warnings.map(({ code }) => code)).to.deep.equal([
          'entrypoint-drops-cmd',
        ]);
      }
    });

    it('gives the problems of a broken one, and of one that is not there', () => {
      const problems = (name: string): string[] => {
        const found = planned(name);
        return 'diagnostics' in found ? found.diagnostics.map(({ code }) => code) : [];
      };
      expect(problems('b')).to.deep.equal(['unknown-key']);
      expect(problems('bb')).to.deep.equal(['image-unknown']);
    });
  });
});
