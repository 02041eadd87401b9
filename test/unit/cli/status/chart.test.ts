import { expect } from 'chai';
import fc from 'fast-check';
import { bar, median, shares } from '../../../../compiler/cli/status/chart.js';

const BLOCKS = [...'▏▎▍▌▋▊▉█'];

describe('cli/status/chart', () => {
  it('draws bars by eighths, or whole columns with ASCII', () => {
    expect(bar(10, 10, 4, BLOCKS)).to.equal('████');
    expect(bar(5, 10, 3, BLOCKS)).to.equal('█▌');
    expect(bar(1, 1000, 4, BLOCKS)).to.equal('▏');
    expect(bar(5, 10, 4, ['#'])).to.equal('##');
    expect(bar(1, 1000, 4, ['#'])).to.equal('#');
  });

  it('draws none of nothing, and of what is no number', () => {
    for (const [value, most] of [
      [0, 10],
      [-1, 10],
      [5, 0],
      [Number.NaN, 10],
      [5, Number.NaN],
    ] as const)
      expect(bar(value, most, 4, BLOCKS)).to.equal('');
  });

  it('never draws more than its width', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), fc.integer({ min: 1, max: 40 }), (value, most, width) => {
        expect([...bar(value, most, width, BLOCKS)].length).to.be.at.most(width);
      }),
    );
  });

  it('shares out columns, one at least for each', () => {
    expect(shares([1, 98, 1], 16)).to.deep.equal([1, 13, 1]);
    expect(shares([0, 0], 16)).to.deep.equal([0, 0]);
    expect(shares([1, 1, 1], 2)).to.deep.equal([0, 0, 0]);
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 16 }), (values) => {
        const columns = shares(values, 16);
        expect(columns.reduce((sum, each) => sum + each, 0)).to.be.at.most(16);
        if (values.some((value) => value > 0)) expect(Math.min(...columns)).to.be.at.least(1);
      }),
    );
  });

  it('takes the middle', () => {
    expect(median([])).to.equal(null);
    expect(median([3])).to.equal(3);
    expect(median([5, 1, 3])).to.equal(3);
    expect(median([4, 1, 3, 2])).to.equal(2.5);
  });
});
