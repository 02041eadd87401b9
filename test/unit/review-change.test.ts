import { expect } from 'chai';
import { compile } from '../../compiler/compile.js';
import { differingPaths, sideOf } from '../../compiler/diff/side.js';
import type { MemoryFiles } from '../../compiler/host/memory-files.js';
import { endOfReview, reviewChange, type Review } from '../../compiler/review-change.js';
import { memory, ROOT, SETTINGS, spec } from '../support/workspace.js';

const FILES = {
  'cooperage.json': SETTINGS,
  'images/one/image.json': spec({ name: 'one' }),
  'images/two/image.json': spec({ name: 'two' }),
};

describe('reviewChange', () => {
  const review = (change: (files: MemoryFiles) => void, old: (files: MemoryFiles) => void): Review => {
    const sides = [false, true].map((isAfter) => {
      const files = memory(FILES);
      compile(ROOT, { files });
      old(files);
      if (isAfter) change(files);
      return sideOf(ROOT, files);
    });
    const [before, after] = sides as [(typeof sides)[0], (typeof sides)[0]];
    const names = { before: 'old', after: 'new' };
    return reviewChange({ before, after, changed: differingPaths(before, after), names, submodules: [] }, '');
  };
  const edit =
    (path: string) =>
    (files: MemoryFiles): void => {
      const text = new TextDecoder().decode(files.read(`${ROOT}/${path}`) ?? new Uint8Array());
      files.apply(ROOT, [{ path, content: text.replace(/\n$/u, '\n# edited\n'), mode: 0o644 }], []);
    };
  const rootfs = (files: MemoryFiles): void =>
    files.apply(ROOT, [{ path: 'images/one/notes.txt', content: 'x', mode: 0o644 }], []);

  it('asks nobody for files of an earlier compiler in images that the change does not touch', () => {
    const { effect, checked } = review(rootfs, edit('images/two/Dockerfile'));
    expect(effect.stale).to.deep.equal([]);
    expect(checked.changes).to.deep.equal([]);
    expect(endOfReview({ effect, checked, findings: [] }).state).to.equal('success');
  });

  it('asks for those of an image that it touches', () => {
    const seen = review(rootfs, edit('images/one/Dockerfile'));
    expect(seen.effect.stale.map(({ path, how }) => [path, how])).to.deep.equal([
      ['images/one/Dockerfile', 'stale'],
    ]);
    expect(endOfReview(seen).state).to.equal('failed');
  });

  it('finds what the change edits by hand, in whichever image', () => {
    const seen = review(edit('images/two/Jenkinsfile'), () => {});
    expect(seen.checked.changes.map(({ artifact: { path } }) => path)).to.deep.equal([
      'images/two/Jenkinsfile',
    ]);
    expect(endOfReview(seen).state).to.equal('failed');
  });
});
