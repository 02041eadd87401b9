import { expect } from 'chai';
import { reasonOf } from '../../../compiler/host/reason.js';

describe('host/reason', () => {
  it("has words for what happens, and takes the system's own for the rest", () => {
    expect(reasonOf(Object.assign(new Error('x'), { code: 'ENOSPC' }))).to.equal('no space left on the disk');
    expect(reasonOf(Object.assign(new Error('EBUSY: busy'), { code: 'EBUSY' }))).to.equal('EBUSY: busy');
  });

  it('what is no failure of the system goes up', () => {
    const bug = new TypeError('bug');
    expect(() => reasonOf(bug)).to.throw(bug);
    const node = Object.assign(new TypeError('bad'), { code: 'ERR_INVALID_ARG_TYPE' });
    expect(() => reasonOf(node)).to.throw(node);
  });
});
