import { expect } from 'chai';
import { didYouMean } from '../../../compiler/diagnostics/suggest.js';

describe('diagnostics/suggest', () => {
  const known = ['entrypoint', 'expose', 'env', 'cmd', 'run', 'runAfterFiles'];

  it('names the nearest: a letter more, less, another, two swapped, other case', () => {
    for (const word of ['entrypoints', 'entrypont', 'entrypaint', 'entrypiont', 'ENTRYPOINT'])
      expect(didYouMean(word, known), word).to.equal(', did you mean "entrypoint"?');
    expect(didYouMean('rnu', known)).to.equal(', did you mean "run"?');
  });

  it('says nothing where nothing is near', () => {
    for (const word of ['', 'x', 'volume', 'entry', 'x'.repeat(100_000)])
      expect(didYouMean(word, known), word.slice(0, 9)).to.equal('');
    expect(didYouMean('a', [])).to.equal('');
  });
});
