import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { inParallel } from '../../compiler/in-parallel.js';

describe('in-parallel', () => {
  it('bounds what runs at a time, and keeps the order', async () => {
    let [running, most] = [0, 0];
    const items = Array.from({ length: 20 }, (_, index) => index);
    const results = await inParallel(items, 3, async (item) => {
      most = Math.max(most, ++running);
      await sleep(item % 3);
      running -= 1;
      return item * 2;
    });
    expect(results).to.deep.equal(items.map((item) => item * 2));
    expect(most).to.equal(3);
  });

  it('nothing to do is done at once', async () => {
    expect(await inParallel([], 3, async () => expect.fail())).to.deep.equal([]);
  });
});
