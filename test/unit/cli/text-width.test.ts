import { expect } from 'chai';
import fc from 'fast-check';
import { cutTo, padTo, widthOf } from '../../../compiler/cli/text-width.js';

describe('cli/text-width', () => {
  for (const [text, width] of [
    ['', 0],
    ['nginx', 5],
    ['größe', 5],
    ['gro\u0308ße', 5],
    ['日本', 4],
    ['한국', 4],
    ['ＡＢ', 4],
    ['🐳!', 3],
    ['𝒳', 1],
    ['a\u200bb', 2],
  ] as const)
    it(`counts ${JSON.stringify(text)} as ${width}`, () => {
      expect(widthOf(text)).to.equal(width);
    });

  it('cuts to a width, never amid a character', () => {
    expect(cutTo('日本語', 6)).to.equal('日本語');
    expect(cutTo('日本語', 5)).to.equal('日本…');
    expect(cutTo('日本語', 4)).to.equal('日…');
    expect(cutTo('nginx', 4, '...')).to.equal('n...');
    expect(cutTo('nginx', 2, '...')).to.equal('');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(30), (text, width) => {
        expect(widthOf(cutTo(text, width))).to.be.at.most(width);
        if (widthOf(text) <= width) expect(widthOf(padTo(text, width))).to.equal(width);
      }),
    );
  });

  it('fills with blanks, on either side', () => {
    expect(padTo('日', 4)).to.equal('日  ');
    expect(padTo('7', 3, 'right')).to.equal('  7');
    expect(padTo('long', 2)).to.equal('long');
  });
});
