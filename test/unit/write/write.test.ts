import { expect } from 'chai';
import { WriteError } from '../../../compiler/host/files.js';
import { MemoryFiles } from '../../../compiler/host/memory-files.js';
import type { Artifact } from '../../../compiler/model/artifact.js';
import { write } from '../../../compiler/write/write.js';
import { ROOT } from '../../support/workspace.js';

const artifact: Artifact = { path: 'a/Dockerfile', content: 'x', mode: 0o644, marked: true };

class Failing extends MemoryFiles {
  constructor(readonly error: unknown) {
    super();
  }

  override apply(): never {
    throw this.error;
  }
}

describe('write/write', () => {
  it('writes, removes, and has nothing to say', () => {
    const files = new MemoryFiles({ [`${ROOT}/b`]: 'old' });
    expect(write(files, ROOT, [artifact], ['b'])).to.equal(null);
    expect(files.contents()).to.deep.equal({ [`${ROOT}/a/Dockerfile`]: 'x' });
  });

  it('what the operating system refuses is a diagnostic at the file', () => {
    for (const [code, reason] of [
      ['ENOSPC', 'no space left on the disk'],
      ['EROFS', 'the file system is read-only'],
      ['EACCES', 'permission denied'],
    ]) {
      const cause = Object.assign(new Error('x'), { code });
      const failure = write(new Failing(new WriteError('a/Dockerfile', cause)), ROOT, [artifact], []);
      expect(failure).to.deep.include({
        code: 'not-written',
        message: `cannot write a/Dockerfile: ${reason}`,
      });
      expect(failure?.location).to.deep.include({ file: 'a/Dockerfile', start: { line: 1, column: 1 } });
    }
  });

  it('a bug of ours goes up', () => {
    expect(() => write(new Failing(new TypeError('bug')), ROOT, [artifact], [])).to.throw(TypeError);
    const wrapped = new WriteError('a', new TypeError('bug'));
    expect(() => write(new Failing(wrapped), ROOT, [artifact], [])).to.throw(TypeError);
  });
});
