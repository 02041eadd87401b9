import { expect } from 'chai';
import { generateAll, stale, type Generated } from '../../../tools/generate.js';

describe('tools/generate', function () {
  this.timeout(20_000); // ts-morph and prettier are slow.

  let files: readonly Generated[];

  before(async () => {
    files = await generateAll();
  });

  it('finds every generated file up to date', () => {
    expect(stale(files), 'run `npm run generate`').to.deep.equal([]);
  });

  it('names a file that was edited by hand, and one that is absent', () => {
    const edited = files[0]?.path;
    expect(stale(files, (path) => (path === edited ? 'edited' : contentOf(path)))).to.deep.equal([edited]);
    expect(stale(files, (path) => (path === edited ? null : contentOf(path)))).to.deep.equal([edited]);
  });

  it('gives the same bytes each time', async () => {
    expect(await generateAll()).to.deep.equal(files);
  });

  function contentOf(path: string): string | null {
    return files.find((file) => file.path === path)?.content ?? null;
  }
});
