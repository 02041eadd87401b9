import { expect } from 'chai';
import { copy } from '../../../compiler/compare/copy.js';
import { told } from './states.js';

const ALL = { copy: [{ copy: '.', to: '/' }], context: { ignore: ['**/*.md'] } };
const heredoc = (text: string): object => ({ copy: [{ name: 'x', content: [text] }], to: '/x' });

describe('compare/copy', () => {
  it('lines', () => {
    expect(told(copy, {}, { copy: [{ add: 'https://a/b.tgz', to: '/b' }] })).to.deep.equal([
      '+ ADD https://a/b.tgz /b',
    ]);
  });

  it('the text of a heredoc', () => {
    expect(told(copy, { copy: [heredoc('a')] }, { copy: [heredoc('b')] })).to.deep.equal([
      '~ COPY <<x /x → COPY <<x /x (its content)',
    ]);
  });

  it('files of the context, without what is ignored and what is ours', () => {
    expect(
      told(copy, ALL, ALL, [
        { 'images/web/a': '1', 'images/web/b/c': '1', 'images/web/x.md': '1' },
        { 'images/web/a': '22', 'images/web/d': '1', 'images/web/x.md': '2', 'images/web/Jenkinsfile': '' },
      ]),
    ).to.deep.equal([
      '~ a: 0644, 1 byte → 0644, 2 bytes (its content)',
      '- b/c: 0644, 1 byte',
      '+ d: 0644, 1 byte',
    ]);
  });

  it('the rootfs is told elsewhere', () => {
    expect(told(copy, {}, { rootfs: 'rootfs' }, [{}, { 'images/web/rootfs/a': '' }])).to.deep.equal([]);
  });
});
