import { expect } from 'chai';
import { stages } from '../../../compiler/compare/stages.js';
import { told } from './states.js';

const COPY = { copy: '/a', to: '/a' };

describe('compare/stages', () => {
  it('that come and go', () => {
    expect(
      told(
        stages,
        { stages: [{ name: 'x', from: 'a' }], copy: [{ ...COPY, from: 'x' }] },
        { stages: [{ name: 'y', from: 'b' }], copy: [{ ...COPY, from: 'y' }] },
      ),
    ).to.deep.equal(['- x: a', '+ y: b']);
  });

  it('stay', () => {
    expect(told(stages, {}, { from: 'other' })).to.deep.equal([]);
  });
});
