import { expect } from 'chai';
import { description } from '../../../compiler/compare/description.js';
import { told } from './states.js';

describe('compare/description', () => {
  it('and owners', () => {
    expect(told(description, { description: 'a' }, { description: 'b', owners: ['x', 'y'] })).to.deep.equal([
      '~ description: a → b',
      '+ owners: x, y',
    ]);
  });
});
