import { expect } from 'chai';
import { shell } from '../../../compiler/compare/shell.js';
import { told } from './states.js';

describe('compare/shell', () => {
  it('another', () => {
    expect(told(shell, {}, { shell: ['/bin/bash', '-c'] })).to.deep.equal(['+ ["/bin/bash","-c"]']);
  });
});
