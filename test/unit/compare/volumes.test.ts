import { expect } from 'chai';
import { volumes } from '../../../compiler/compare/volumes.js';
import { told } from './states.js';

describe('compare/volumes', () => {
  it('come and go', () => {
    expect(told(volumes, { volumes: ['/a', '/b'] }, { volumes: ['/b', '/c'] })).to.deep.equal([
      '- /a: /a',
      '+ /c: /c',
    ]);
  });
});
