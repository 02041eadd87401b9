import { expect } from 'chai';
import { HOSTILE } from '../../unit/compile/hostile.js';
import { hostileFields } from '../../unit/compile/one-image.js';

describe('bad input: hostile strings', () => {
  it('every one in every field is a located problem, or comes out as a value', function () {
    this.timeout(600_000);
    const { wrong, values } = hostileFields(() => HOSTILE);
    expect(wrong).to.deep.equal([]);
    expect(values).to.be.above(10_000);
  });
});
