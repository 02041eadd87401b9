import { expect } from 'chai';
import { platforms } from '../../../compiler/compare/platforms.js';
import { told } from './states.js';

describe('compare/platforms', () => {
  it('another list', () => {
    expect(told(platforms, {}, { platforms: ['linux/amd64', 'linux/arm64'] })).to.deep.equal([
      "~ the builder's own → linux/amd64, linux/arm64",
    ]);
  });

  it('a new image tells only what it states', () => {
    expect([told(platforms, null, {}), told(platforms, null, { platforms: ['linux/amd64'] })]).to.deep.equal([
      [],
      ['+ linux/amd64'],
    ]);
  });
});
