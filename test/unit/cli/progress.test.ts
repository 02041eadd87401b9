import { expect } from 'chai';
import { progress } from '../../../compiler/cli/progress.js';
import type { Io } from '../../../compiler/cli/io.js';

describe('cli/progress', () => {
  const now = performance.now.bind(performance);
  let clock = 0;
  beforeEach(() => {
    clock = 1000;
    performance.now = () => clock;
  });
  afterEach(() => {
    performance.now = now;
  });

  function written(isTerminal: boolean, at: readonly number[]): string {
    let err = '';
    const io: Io = {
      out: () => {},
      err: (text) => void (err += text),
      color: false,
      isTerminal,
      columns: 80,
      env: {},
    };
    const show = progress(io, 'compiling');
    for (const [index, time] of at.entries()) {
      clock = 1000 + time;
      show(index, at.length);
    }
    show.end();
    return err;
  }

  it('is silent for what takes less than a second, and away from a terminal', () => {
    expect(written(true, [10, 500, 990])).to.equal('');
    expect(written(false, [10, 2000, 5000])).to.equal('');
  });

  it('counts ten times a second after that, and leaves a clean line', () => {
    expect(written(true, [10, 1050, 1060, 1200])).to.equal(
      '\r\u001b[Kcompiling 1 of 4\r\u001b[Kcompiling 3 of 4\r\u001b[K',
    );
  });
});
