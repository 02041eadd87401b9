import { expect } from 'chai';
import { regexClass, regexLiteral } from '../../../compiler/quote/index.js';

const point = (character: string): number => character.codePointAt(0) ?? 0;

function classOf(members: string, negated = false): string {
  const ranges = [...members].map((each) => [point(each), point(each)] as const);
  const quoted = regexClass({ negated, ranges });
  return 'problem' in quoted ? quoted.problem : quoted.text;
}

describe('quote/posixRegex', () => {
  it('escapes what means something, and nothing else', () => {
    expect(regexLiteral('.[]\\()*+?{}|^$ a-/<>"\'`&é')).to.equal(
      '\\.\\[]\\\\\\(\\)\\*\\+\\?\\{}\\|\\^\\$ a-/<>"\'`&é',
    );
  });

  it('puts each character of a class where it means itself', () => {
    expect(classOf('a]')).to.equal('[]a]');
    expect(classOf('-a')).to.equal('[a-]');
    expect(classOf('\\')).to.equal('[\\\\]');
    expect(classOf('^')).to.equal('\\^');
    expect(classOf('[')).to.equal('\\[');
    expect(classOf('^-')).to.equal('([-]|\\^)');
    expect(classOf(']^[\\-', true)).to.equal('[^]^[\\\\-]');
    expect(classOf('dcba/')).to.equal('[/a-d]');
    expect(classOf('abc')).to.equal('[abc]');
  });

  it('never leaves [^ in a class that is not negated: the reader widens what begins so', () => {
    const ascii = Array.from({ length: 95 }, (_, index) => String.fromCodePoint(0x20 + index));
    for (const one of ascii)
      for (const other of ascii) expect(classOf(one + other).replaceAll('\\[', '')).to.not.contain('[^');
  });

  it('writes characters beyond ASCII as alternatives', () => {
    expect(classOf('é😀b')).to.equal('([b]|é|😀)');
    expect(classOf('é')).to.equal('é');
    expect(classOf('é', true)).to.match(/only ASCII/);
    expect(regexClass({ negated: false, ranges: [[0x61, 0xe9]] }))
      .to.have.property('text')
      .that.matches(/^\(\[a-~\]\|\u00a0\|.*\|é\)$/u);
    expect(regexClass({ negated: false, ranges: [[0x4e00, 0x9fa5]] })).to.have.property('problem');
  });
});
