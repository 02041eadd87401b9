import { expect } from 'chai';
import { withDefaults } from '../../../compiler/reference/defaults.js';

const VALUES = { V: '1.26', EMPTY: '', NONE: null, TWO: '$V-x', RING: '${RONG}', RONG: '$RING' };

describe('reference/defaults', () => {
  const TEXTS: Readonly<Record<string, string>> = {
    'golang:1.26': 'golang:1.26',
    'golang:$V': 'golang:1.26',
    'golang:${V}-alpine': 'golang:1.26-alpine',
    'a:$TWO': 'a:1.26-x',
    'a:${NONE:-2}': 'a:2',
    'a:${OTHER-2}': 'a:2',
    'a:${EMPTY:-2}': 'a:2',
    'a:${EMPTY-2}': 'a:',
    'a:${V:+is}${NONE:+not}': 'a:is',
    'a:${NONE:-$V}': 'a:1.26',
  };
  for (const [text, expected] of Object.entries(TEXTS))
    it(`${text} is ${expected}`, () => expect(withDefaults(text, VALUES)).to.deep.equal({ text: expected }));

  it('names the variable without a value', () => {
    expect(withDefaults('a:$NONE', VALUES)).to.deep.equal({ unset: 'NONE' });
    expect(withDefaults('$TARGETARCH/a', VALUES)).to.deep.equal({ unset: 'TARGETARCH' });
    expect(withDefaults('a:$__proto__', VALUES)).to.deep.equal({ unset: '__proto__' });
    expect(withDefaults('a:$V')).to.deep.equal({ unset: 'V' });
  });

  it('other forms of the builder, and rings, are not told', () => {
    for (const text of ['a:${V#1.}', 'a:${V/2/3}', 'a:${V', 'a:$RING'])
      expect(withDefaults(text, VALUES), text).to.deep.equal({ unset: null });
  });

  it('does not blow up where arguments double at each step', () => {
    const values = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`V${index}`, `$V${index + 1}$V${index + 1}`]),
    );
    expect(withDefaults('a:$V0', { ...values, V40: 'x' })).to.deep.equal({ unset: null });
  });
});
