import { expect } from 'chai';
import { expandVariables } from '../../../compiler/quote/index.js';

describe('expandVariables', () => {
  const known: Readonly<Record<string, string>> = { A: 'one', E: '' };
  const expand = (value: string): string | null => expandVariables(value, (name) => known[name] ?? null);

  it('as Docker does, with defaults and alternatives', () => {
    expect(expand('x$A-${A}$$')).to.equal('xone-one$');
    expect(expand('${E:-b}${E-b}${N:-${A}c}${N-d}')).to.equal('bonecd');
    expect(expand('${A:+y}${E:+y}${E+z}${N+z}')).to.equal('yz');
  });

  it('nothing where a value is not known, or only the builder knows the form', () => {
    for (const value of ['$N', '${N}', '${A%e}', '${A/o/u}', '${A:?x}', '${N:-$N}', '${'])
      expect(expand(value), value).to.equal(null);
  });
});
