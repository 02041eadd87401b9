import { expect } from 'chai';
import { isLegal, literalOf } from '../../../compiler/failures/pattern.js';
import { valuesOf } from '../../../compiler/failures/signature.js';
import { TABLE } from '../../../compiler/failures/table.js';
import { UNKNOWN_CODES } from '../../../compiler/failures/tell.js';

describe('failures: table', () => {
  it('has each code once', () => {
    const codes = [...TABLE.map(({ code }) => code), ...UNKNOWN_CODES];
    expect(codes).to.deep.equal([...new Set(codes)]);
    expect(codes.length).to.be.greaterThan(60);
  });

  for (const signature of TABLE) {
    const { code, patterns, until = [], what, todo, sources } = signature;

    describe(code, () => {
      it('has patterns that JavaScript and awk read alike, each with a word to look for first', () => {
        for (const pattern of [...patterns, ...until]) {
          expect(isLegal(pattern), pattern).to.equal(true);
          expect(literalOf(pattern).length, pattern).to.be.greaterThan(3);
        }
        for (const { after, is } of valuesOf(signature)) {
          expect(isLegal(after.replace(/^\^/, '')), after).to.equal(true);
          expect(isLegal(is), is).to.equal(true);
        }
      });

      it('is told in sentences, with a source', () => {
        expect(code).to.match(/^[a-z]+(-[a-z]+)*$/);
        expect(what).to.match(/^[A-Za-z].*[^.]$/);
        expect(todo).to.match(/^[A-Z`/].*\.$/);
        expect(sources.length).to.be.greaterThan(0);
        if (/\{value\}/.test(what + todo)) expect(valuesOf(signature).length).to.be.greaterThan(0);
      });
    });
  }
});
