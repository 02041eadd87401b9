import { expect } from 'chai';
import { problemsOf, spec } from '../../../support/workspace.js';

describe('validate/rules/copy-archive', () => {
  const files = { '/b': { content: '' } };
  const check = (copy: object, more: object = { files }): string[] =>
    problemsOf(spec({ copy: [{ to: '/a/', ...copy }], ...more }), { 'images/web/rootfs/x': '' });

  it('warns of a copy of all beside a rootfs or files', () => {
    for (const source of ['.', './', '/', './*'])
      expect(check({ copy: source }), source).to.deep.equal(['copy-archive :7:15']);
    expect(check({ add: ['a', '.'] }, { rootfs: 'rootfs' })).to.deep.equal(['copy-archive :9:9']);
  });

  it('is content with a part of it, an exception, another image, and no archive', () => {
    expect(check({ copy: 'src' })).to.deep.equal([]);
    expect(check({ copy: '.', exclude: ['rootfs.tar.gz'] })).to.deep.equal([]);
    expect(check({ copy: '.', from: { image: 'x' } })).to.deep.equal([]);
    expect(check({ copy: '.' }, {})).to.deep.equal([]);
  });
});
