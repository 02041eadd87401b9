import { expect } from 'chai';
import { readValue } from '../../../compiler/dockerfile/value.js';

const plain = (variable: string, braced = false): object => ({ variable, braced, modifier: '', words: [] });

describe('readValue', () => {
  it('takes quotes and escapes off', () => {
    for (const [text, literal] of [
      ['abc', 'abc'],
      ['"a b"', 'a b'],
      ["'a $b \\'", 'a $b \\'],
      ['a\\ b', 'a b'],
      ['"a\\"b\\c\\\\"', 'a"b\\c\\'],
      ['\\$a', '$a'],
      ['a$', 'a$'],
      ['x"y"\'z\'', 'xyz'],
    ] as const)
      expect(readValue(text, '\\'), text).to.deep.equal([{ literal }]);
    expect(readValue('""', '\\')).to.deep.equal([]);
    expect(readValue('C:\\a`$', '`')).to.deep.equal([{ literal: 'C:\\a$' }]);
  });

  it('finds variables, with what is behind their modifiers', () => {
    expect(readValue('a$b${c}"$d"', '\\')).to.deep.equal([
      { literal: 'a' },
      plain('b'),
      plain('c', true),
      plain('d'),
    ]);
    expect(readValue('${a:-"x y"$b}', '\\')).to.deep.equal([
      { variable: 'a', braced: true, modifier: ':-', words: [[{ literal: 'x y' }, plain('b')]] },
    ]);
    expect(readValue('${a//\\*/\\/}', '\\')).to.deep.equal([
      { variable: 'a', braced: true, modifier: '//', words: [[{ literal: '\\*' }], [{ literal: '\\/' }]] },
    ]);
    expect(readValue('$1$$$@', '\\')).to.deep.equal([plain('1'), plain('$'), plain('@')]);
  });

  it('says what BuildKit fails at', () => {
    for (const text of ['"a', "'a", '${a', '${', '${}', '${a:-b', '${a:#b}', '${a!}', '${a/b}'])
      expect(readValue(text, '\\'), text).to.have.property('problem');
    expect(readValue('${a:-'.repeat(200), '\\')).to.have.property('problem');
  });
});
