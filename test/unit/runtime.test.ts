import { expect } from 'chai';
import fc from 'fast-check';
import { compile } from '../../compiler/compile.js';
import { gitAttributes, runtimeArtifacts } from '../../compiler/runtime.js';
import { brief, compileFiles, link, memory, ROOT, SETTINGS, spec } from '../support/workspace.js';

const IMAGE = { 'images/web/image.json': spec() };

describe('runtime', () => {
  const paths = (settings: object): string[] =>
    runtimeArtifacts(memory({}), ROOT, settings).map(({ path }) => path);

  it('steps, stage scripts and schemas, beside .gitattributes', () => {
    const found = paths({});
    expect(found).to.include.members([
      '.gitattributes',
      'vars/imageBuild.groovy',
      'vars/imageBuild.txt',
      'resources/cooperage/VERSION',
      'resources/cooperage/verify.sh',
      'schemas/image.schema.json',
    ]);
    expect([...found].sort()).to.deep.equal([...new Set(found)].sort());
  });

  it('none where an administrator has configured the library', () => {
    expect(paths({ library: { name: 'cooperage', version: 'v1' } })).to.deep.equal(['.gitattributes']);
  });

  it("does not take somebody else's step of the same name", () => {
    const { diagnostics, changes, files } = compileFiles({
      ...IMAGE,
      'vars/imageBuild.groovy': 'def call() {}',
    });
    expect(diagnostics.map(brief)).to.deep.equal(['would-overwrite vars/imageBuild.groovy:1:1']);
    expect(changes).to.deep.equal([]);
    expect(files.lstat(`${ROOT}/images/web/Dockerfile`)).to.equal(null);
  });

  it('brings its own up to date', () => {
    const { files } = compileFiles(IMAGE);
    files.apply(ROOT, [{ path: 'vars/imageBuild.groovy', content: 'older', mode: 0o644 }], []);
    expect(compile(ROOT, { files }).changes.map(({ artifact }) => artifact.path)).to.deep.equal([
      'vars/imageBuild.groovy',
    ]);
  });

  it('a .gitattributes that is no file is named', () => {
    expect(
      compileFiles({ ...IMAGE, '.gitattributes': link('/etc/passwd') }).diagnostics.map(brief),
    ).to.deep.equal(['would-overwrite .gitattributes:1:1']);
    expect(compileFiles({ ...IMAGE, '.gitattributes/x': '' }).diagnostics.map(brief)).to.deep.equal([
      'would-overwrite .gitattributes:1:1',
    ]);
  });

  describe('gitAttributes', () => {
    const block = gitAttributes('', 'images');

    it('marks the files of variants where there are some, and keeps that where it is not known', () => {
      const deep = gitAttributes('', 'images', 'some');
      expect(block).to.not.include('/images/*/*/Dockerfile');
      expect(deep).to.include('/images/*/*/Dockerfile').and.include('/images/*/Dockerfile');
      expect(gitAttributes(deep, 'images', 'unknown')).to.equal(deep);
      expect(gitAttributes(block, 'images', 'unknown')).to.equal(block);
      expect(gitAttributes(deep, 'images', 'none')).to.equal(block);
    });

    it('marks what is generated, and nothing else', () => {
      expect(block.split('\n')).to.include.members([
        '/images/*/Dockerfile text eol=lf linguist-generated gitlab-generated',
        '/vars/image* text eol=lf linguist-generated gitlab-generated',
        '/images/*/rootfs/** -text',
      ]);
      expect(block).to.not.include('image.json');
    });

    it('keeps other lines, before and behind', () => {
      expect(gitAttributes('*.png binary', 'images')).to.equal(`*.png binary\n${block}`);
      const between = `*.png binary\n${block}*.jpg binary\n`;
      expect(gitAttributes(between, 'images')).to.equal(between);
      const moved = gitAttributes(between, 'docker/images');
      expect(moved)
        .to.include('*.png binary\n')
        .and.include('\n*.jpg binary\n')
        .and.include('/docker/images/*/Dockerfile');
      expect(moved).to.not.include('/images/*/Dockerfile text\n');
    });

    it('loses nothing, and does not grow, whatever became of its lines', () => {
      const [opening = '', ...rest] = block.trimEnd().split('\n');
      const closing = rest.at(-1) ?? '';
      const line = fc.constantFrom(opening, closing, '*.png binary', '* text=auto', '', '# note');
      fc.assert(
        fc.property(fc.array(line, { maxLength: 10 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
          const current = lines.join(end);
          const once = gitAttributes(current, 'images');
          expect(gitAttributes(once, 'images')).to.equal(once);
          // Only what stood between an opening and the next closing may go.
          const own =
            /# Begin of what Cooperage generates(?:(?!# Begin)[^])*?# End of what Cooperage generates/u;
          const kept = current.replace(own, '');
          for (const each of kept.split(end).filter((text) => text !== '')) expect(once).to.include(each);
        }),
      );
    });

    it('belongs to the settings of the workspace', () => {
      const { files } = compileFiles({
        'cooperage.json': { ...SETTINGS, images: 'a/b' },
        'a/b/web/image.json': spec(),
      });
      expect(new TextDecoder().decode(files.read(`${ROOT}/.gitattributes`) ?? undefined)).to.include(
        '/a/b/*/Dockerfile ',
      );
    });
  });
});
