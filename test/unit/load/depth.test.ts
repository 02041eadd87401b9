import { expect } from 'chai';
import { createScanner } from 'jsonc-parser';
import fc from 'fast-check';
import { firstTooDeep } from '../../../compiler/load/depth.js';

describe('load/depth', () => {
  it('gives the place of the bracket that is one too many', () => {
    expect(firstTooDeep('[[[', 3)).to.equal(-1);
    expect(firstTooDeep('[{[', 2)).to.equal(2);
    expect(firstTooDeep('[][][][]', 1)).to.equal(-1);
    expect(firstTooDeep('"\\"[[[" [[', 1)).to.equal(9);
    expect(firstTooDeep('"\\\\" [[', 1)).to.equal(6);
    expect(firstTooDeep('// [[\n/* [[ */ [[', 1)).to.equal(16);
    expect(firstTooDeep('/* [[', 1)).to.equal(-1);
  });

  it('finds what the scanner of the parser finds, in any text', () => {
    const text = fc
      .array(fc.constantFrom(...'"\\/*\n\r[]{}u0a '), { maxLength: 40 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, fc.constantFrom(1, 2, 4), (source, most) => {
        expect(firstTooDeep(source, most), JSON.stringify(source)).to.equal(scanned(source, most));
      }),
      { numRuns: 3000 },
    );
  });
});

function scanned(text: string, most: number): number {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (;;) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    if (offset >= text.length) return -1;
    // No other token begins with a bracket.
    const first = text[offset] ?? '';
    if ('[{'.includes(first) && ++depth > most) return offset;
    if (']}'.includes(first)) depth--;
  }
}
