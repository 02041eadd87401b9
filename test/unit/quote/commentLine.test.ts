import { expect } from 'chai';
import { commentLine } from '../../../compiler/quote/commentLine.js';

describe('commentLine', () => {
  it('puts the opener before the text', () => {
    expect(commentLine('hadolint ignore=DL3008')).to.deep.equal({ text: '# hadolint ignore=DL3008' });
    expect(commentLine('')).to.deep.equal({ text: '#' });
    expect(commentLine('a', '//')).to.deep.equal({ text: '// a' });
  });

  it('is never a directive', () => {
    for (const text of ['syntax=x', ' Escape = `', 'check=skip=all', 'syntax\t=\tx'])
      expect(commentLine(text), text).to.have.property('problem');
    expect(commentLine('escape= ')).to.deep.equal({ text: '# escape=' });
    expect(commentLine('check=skip=JSONArgsRecommended', '#', true)).to.have.property('text');
  });

  it('stays one line', () => {
    for (const text of ['a\nb', 'a\rb', 'a\u2028b', 'a\u0085b', 'a\0b', '\x1b[2J', '\u202e', '\uffff'])
      expect(commentLine(text), text).to.have.property('problem');
    expect(commentLine('a\tb')).to.have.property('text');
  });

  it('holds no unicode escape of Groovy', () => {
    expect(commentLine('\\u000a evil()', '//')).to.deep.equal({ text: '// \\\\u000a evil()' });
    expect(commentLine('\\\\\\u000a', '//')).to.deep.equal({ text: '// \\\\\\\\\\\\u000a' });
  });
});
