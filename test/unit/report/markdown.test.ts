import { expect } from 'chai';
import { code, fold, htmlCode, link, listed, table } from '../../../compiler/report/markdown.js';

describe('report/markdown', () => {
  it('a code span, with more backticks around than in it', () => {
    expect(code('debian:12')).to.equal('`debian:12`');
    expect(code('a `b` ``c``')).to.equal('``` a `b` ``c`` ```');
    expect([code(' a '), code(' '), code('a ')]).to.deep.equal(['`  a  `', '` `', '`a `']);
    expect(code('')).to.equal('(empty)');
  });

  it('what is read in the raw text, or ends a cell, stands apart as an entity', () => {
    expect(code('a|b')).to.equal('`a`<code>&#x7c;</code>`b`');
    expect(code('#1')).to.equal('<code>&#x23;</code>`1`');
    expect(code('Resolvers ask')).to.equal('`Resolvers ask`');
    expect(code('Closes PROJ-1')).to.equal('`Closes`<code>&#x20;</code>`PROJ-1`');
  });

  it('one line, with everything to see', () => {
    expect(code('a\nb\u202ec\u200bd\u115fe\ud800')).to.equal('`a\\nb\\u202ec\\u200bd\\u115fe\\ud800`');
  });

  it('what is long is cut, and counted', () => {
    expect(code('a'.repeat(2000), 3)).to.equal('`aaa`… (1,997 more characters)');
    expect(code('😀😀😀', 2)).to.equal('`😀😀`… (2 more characters)');
  });

  it('in HTML everything but letters and digits is an entity', () => {
    expect(htmlCode('a/b<&é')).to.equal('<code>a&#x2f;b&#x3c;&#x26;é</code>');
  });

  it('a link only to an address of http, in which nothing ends it', () => {
    expect(link('a', 'https://x.example/a)[b](c')).to.equal('[`a`](https://x.example/a%29%5Bb%5D%28c)');
    for (const address of ['javascript:alert(1)', 'x', 'https://user:pw@x.example/'])
      expect(link('a', address)).to.equal('`a`');
  });

  it('a table as far as it fits, and a fold', () => {
    const rows = Array.from({ length: 10 }, (_, index) => () => [String(index), 'x'.repeat(20)]);
    const text = table(['a', 'b'], rows, 200);
    expect(text.length).to.be.at.most(200);
    expect(text).to.match(/\n\n… and 6 more rows, left out here\.\n$/u);
    expect(fold('s', 'b\n')).to.equal('<details><summary>s</summary>\n\nb\n\n</details>\n');
    expect(listed(['a', 'b', 'c'], 2)).to.equal('`a`, `b` and 1 more');
  });
});
