import { expect } from 'chai';
import { MemoryFiles } from '../../../compiler/host/memory-files.js';

describe('host/memory-files', () => {
  it('behaves as the disk does', () => {
    const files = new MemoryFiles({ '/w/a/b': 'text', '/w/c': Uint8Array.of(1, 2) });
    files.link('/w/l', 'c');
    expect(files.lstat('/w/a')?.type).to.equal('directory');
    expect(files.lstat('/w/a/b')).to.include({ type: 'file', size: 4, mode: 0o644 });
    expect(files.lstat('/w/l')?.type).to.equal('symlink');
    expect(files.lstat('/w/none')).to.equal(null);
    expect([...files.list('/w')].sort()).to.deep.equal(['a', 'c', 'l']);
    expect(files.list('/w/none')).to.deep.equal([]);
    expect(files.read('/w/none')).to.equal(null);
    expect(files.read('/w/a/b', 2)).to.have.length(2);
    expect(files.readlink('/w/l')).to.equal('c');
  });

  it('a change has another stamp', () => {
    const files = new MemoryFiles({ '/w/a': 'x' });
    const before = files.lstat('/w/a')?.ctimeMs;
    files.apply('/w', [{ path: 'a', content: 'x', mode: 0o644 }], []);
    expect(files.lstat('/w/a')?.ctimeMs).to.not.equal(before);
    files.apply('/w', [], ['a']);
    expect(files.lstat('/w/a')).to.equal(null);
  });
});
