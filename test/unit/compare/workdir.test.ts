import { expect } from 'chai';
import { workdir } from '../../../compiler/compare/workdir.js';
import { told } from './states.js';

describe('compare/workdir', () => {
  it('another, and several of them', () => {
    expect([
      told(workdir, { workdir: '/a' }, {}),
      told(workdir, { workdir: '/a' }, { steps: [{ workdir: '/a' }, { workdir: 'b' }] }),
    ]).to.deep.equal([['- /a'], ['~ /a → /a, then b']]);
  });
});
