import { expect } from 'chai';
import { secondsOf, timeoutOf } from '../../../compiler/plan/duration.js';

describe('plan/duration', () => {
  it('as Jenkins takes it, and in seconds', () => {
    expect(['45s', '30m', '2h'].map(timeoutOf)).to.deep.equal([
      { time: 45, unit: 'SECONDS' },
      { time: 30, unit: 'MINUTES' },
      { time: 2, unit: 'HOURS' },
    ]);
    expect(['45s', '30m', '2h'].map(secondsOf)).to.deep.equal([45, 1800, 7200]);
  });
});
