import { expect } from 'chai';
import { contextOf } from '../../../compiler/plan/context.js';
import { resolved } from '../validate/rules/resolved.js';

describe('plan/context', () => {
  it('files, directories, attributes and scripts, sorted by path', () => {
    const image = resolved({
      rootfs: 'rootfs/',
      files: {
        '/b': { content: ['x', 'y'], mode: '640', owner: 33 },
        '/c': { mode: '4755' },
        '/a': { directory: true, owner: '1:2' },
        '/d': { content: 'z' },
        '/e': { owner: 0 },
      },
      run: [{ scriptFile: 'x.sh' }, { scriptFile: 'x.sh' }],
      runAfterFiles: [{ scriptFile: 'a.sh' }, 'true'],
    });
    const { rootfs, entries } = contextOf(image, () => {});
    expect(rootfs).to.equal('rootfs');
    expect(entries).to.deep.equal([
      { type: 'dir', path: '/a', mode: '0755', owner: '1:2', origin: '/files/~1a' },
      { type: 'file', path: '/b', mode: '0640', owner: '33:33', content: 'x\ny\n', origin: '/files/~1b' },
      { type: 'attr', path: '/c', mode: '4755', owner: '0:0', origin: '/files/~1c' },
      { type: 'file', path: '/d', mode: '0644', owner: '0:0', content: 'z', origin: '/files/~1d' },
      { type: 'attr', path: '/e', mode: null, owner: '0:0', origin: '/files/~1e' },
      { type: 'script', path: 'a.sh', origin: '/runAfterFiles/0/scriptFile' },
      { type: 'script', path: 'x.sh', origin: '/run/1/scriptFile' },
    ]);
  });

  it('modes have four digits', () => {
    const mode = (text: string): unknown =>
      contextOf(resolved({ files: { '/a': { content: '', mode: text } } }), () => {}).entries.map((entry) =>
        entry.type === 'file' ? entry.mode : null,
      )[0];
    expect(['644', '0644', '1777', '01777', '04755', '000'].map(mode)).to.deep.equal([
      '0644',
      '0644',
      '1777',
      '1777',
      '4755',
      '0000',
    ]);
  });
});
