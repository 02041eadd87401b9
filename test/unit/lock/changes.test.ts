import { expect } from 'chai';
import { lockEntries, toResolve } from '../../../compiler/lock/changes.js';
import { lockText, pinsOf } from '../../../compiler/lock/lock-file.js';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const PINS = new Map([
  ['b:1', digest('b')],
  ['gone:1', digest('c')],
]);

describe('lock/changes', () => {
  it('asks for what is new, and for what may move', () => {
    expect(toResolve(['b:1', 'a:1'], PINS, new Set())).to.deep.equal(['a:1']);
    expect(toResolve(['b:1', 'a:1'], PINS, new Set(['b:1']))).to.deep.equal(['b:1', 'a:1']);
  });

  it('tells each state, sorted', () => {
    const found = new Map([
      ['a:1', digest('a')],
      ['b:1', digest('d')],
      ['f:1', null],
    ]);
    const states = lockEntries(['f:1', 'b:1', 'a:1'], PINS, found).map(
      ({ reference, state }) => `${reference} ${state}`,
    );
    expect(states).to.deep.equal(['a:1 missing', 'b:1 moved', 'f:1 failed', 'gone:1 unused']);
  });

  it('keeps what was not asked for, and what has not moved', () => {
    for (const found of [new Map<string, string>(), new Map([['b:1', digest('b')]])])
      expect(lockEntries(['b:1'], PINS, found)[0]).to.deep.equal({
        reference: 'b:1',
        state: 'kept',
        locked: digest('b'),
        digest: digest('b'),
      });
  });
});

describe('lock/lock-file', () => {
  it('is sorted, holds what is used, and reads back', () => {
    const text = lockText(lockEntries(['b:1', 'a:1'], PINS, new Map([['a:1', digest('a')]])));
    expect(text).to.equal(`{
  "$schema": "schemas/lock.schema.json",
  "images": {
    "a:1": {
      "digest": "${digest('a')}"
    },
    "b:1": {
      "digest": "${digest('b')}"
    }
  }
}
`);
    expect([...pinsOf(JSON.parse(text) as Parameters<typeof pinsOf>[0])]).to.deep.equal([
      ['a:1', digest('a')],
      ['b:1', digest('b')],
    ]);
  });

  it('keeps the address of a schema that somebody has set', () => {
    expect(lockText([], 'https://example.com/lock.json')).to.include(
      '"$schema": "https://example.com/lock.json"',
    );
  });
});
