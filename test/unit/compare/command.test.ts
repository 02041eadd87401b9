import { expect } from 'chai';
import { command } from '../../../compiler/compare/command.js';
import { told } from './states.js';

describe('compare/command', () => {
  it('entrypoint and cmd, exec and shell form', () => {
    expect(told(command, { entrypoint: ['/a'], cmd: ['b'] }, { entrypoint: '/a', cmd: [] })).to.deep.equal([
      '~ entrypoint: ["/a"] → /a',
      '~ cmd: ["b"] → []',
    ]);
  });
});
