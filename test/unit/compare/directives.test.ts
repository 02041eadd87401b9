import { expect } from 'chai';
import { directives } from '../../../compiler/compare/directives.js';
import { told } from './states.js';

describe('compare/directives', () => {
  it('syntax and escape', () => {
    expect(
      told(directives, {}, { directives: { syntax: 'docker/dockerfile:1', escape: '`' } }),
    ).to.deep.equal(['+ escape: `', '+ syntax: docker/dockerfile:1']);
  });
});
