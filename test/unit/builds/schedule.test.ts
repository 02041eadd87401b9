import { expect } from 'chai';
import fc from 'fast-check';
import { schedule, type Scheduled } from '../../../compiler/builds/schedule.js';

interface Task extends Scheduled {
  readonly ok: boolean;
  /** Turns of the event loop that it takes. */
  readonly turns: number;
}

/** Tasks without rings: each waits for some of those before it. */
const tasks: fc.Arbitrary<Task[]> = fc
  .array(
    fc.record({
      ok: fc.boolean(),
      turns: fc.nat(4),
      after: fc.array(fc.nat(20), { maxLength: 3 }),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(({ ok, turns, after }, index) => ({
      dir: `${index}`,
      ok,
      turns,
      after: index === 0 ? [] : [...new Set(after.map((each) => `${each % index}`))],
    })),
  );

async function play(all: readonly Task[], parallel: number): Promise<Record<string, string[]>> {
  const ended = new Map<string, boolean>();
  const told: Record<string, string[]> = Object.fromEntries(all.map(({ dir }) => [dir, []]));
  let running = 0;
  await schedule(
    all,
    parallel,
    async ({ dir, after, ok, turns }) => {
      running += 1;
      expect(running).to.be.at.most(parallel);
      for (const each of after) expect(ended.get(each), `${each} before ${dir}`).to.equal(true);
      for (let turn = 0; turn < turns; turn++) await new Promise((ready) => setImmediate(ready));
      running -= 1;
      ended.set(dir, ok);
      told[dir]?.push('run');
      return ok;
    },
    ({ dir, after }, because) => {
      expect(after).to.include(because);
      expect(ended.get(because)).to.equal(false);
      ended.set(dir, false);
      told[dir]?.push('skipped');
    },
  );
  expect(running).to.equal(0);
  return told;
}

describe('builds/schedule', () => {
  it('runs or skips each exactly once, after those that it waits for, and never more at once', () =>
    fc.assert(
      fc.asyncProperty(tasks, fc.integer({ min: 1, max: 4 }), fc.boolean(), async (all, parallel, turned) => {
        const told = await play(turned ? [...all].reverse() : all, parallel);
        const fine = new Map<string, boolean>();
        for (const { dir, after, ok } of all) {
          const runs = after.every((each) => fine.get(each) === true);
          fine.set(dir, runs && ok);
          expect(told[dir], dir).to.deep.equal([runs ? 'run' : 'skipped']);
        }
      }),
    ));

  it('uses all places, and begins in the given order', async () => {
    const begun: string[] = [];
    let most = 0;
    let running = 0;
    await schedule(
      ['a', 'b', 'c', 'd', 'e'].map((dir) => ({ dir, after: [] })),
      2,
      async ({ dir }) => {
        begun.push(dir);
        most = Math.max(most, (running += 1));
        await new Promise((ready) => setImmediate(ready));
        running -= 1;
        return true;
      },
      () => {},
    );
    expect(begun).to.deep.equal(['a', 'b', 'c', 'd', 'e']);
    expect(most).to.equal(2);
  });

  it('comes to an end where a task waits for what is not there', async () => {
    const told = await play([{ dir: 'a', after: ['nothing'], ok: true, turns: 0 }], 1);
    expect(told).to.deep.equal({ a: [] });
  });
});
