import { expect } from 'chai';
import { groovy, groovyProblem } from '../../../compiler/quote/groovy.js';

describe('groovy', () => {
  it('leaves printable ASCII alone, also `$`', () => {
    expect(groovy('a ${b} "c" $d /* */ // -->')).to.equal(`'a \${b} "c" $d /* */ // -->'`);
  });

  it('escapes the quote, the backslash and control characters by name', () => {
    expect(groovy(`it's \\ \n\r\t\b\f`)).to.equal(`'it\\'s \\\\ \\n\\r\\t\\b\\f'`);
  });

  it('cannot be broken out of by unicode escapes', () => {
    expect(groovy('\\u0027 + evil()')).to.equal(`'\\\\u0027 + evil()'`);
  });

  it('writes the rest by its UTF-16 units', () => {
    expect(groovy('\0é\u2028😀\ud800')).to.equal(`'\\u0000\\u00e9\\u2028\\ud83d\\ude00\\ud800'`);
  });

  it('names what has no literal, and refuses to write it', () => {
    expect(groovyProblem('a\uffffb')).to.match(/U\+FFFF/);
    expect(() => groovy('\uffff')).to.throw(RangeError);
    expect(groovyProblem('é'.repeat(32_767))).to.equal(undefined);
    expect(groovyProblem('é'.repeat(32_768))).to.match(/65536 bytes/);
  });
});
