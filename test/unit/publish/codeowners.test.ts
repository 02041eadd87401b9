import { expect } from 'chai';
import { codeOwners } from '../../../compiler/publish/codeowners.js';
import { namesOf } from '../../../compiler/publish/reviewers.js';

const owners = (text: string, path: string): string[] => codeOwners(text)(path);

describe('CODEOWNERS', () => {
  it('the last line that fits wins', () => {
    const text = '* @all\n*.json @json\n/images/web/ @web\n';
    expect(owners(text, 'README.md')).to.deep.equal(['@all']);
    expect(owners(text, 'a/b.json')).to.deep.equal(['@json']);
    expect(owners(text, 'images/web/image.json')).to.deep.equal(['@web']);
    expect(owners(text, 'other/images/web/x')).to.deep.equal(['@all']);
  });

  it('each section is asked, with owners of its own for lines without', () => {
    const text =
      '* @one\n[Docs] @docs\n*.md\n^[Specs][2] @specs @more\n*.json @json\n*.jsonc\n[docs]\n/a.md @a\n';
    expect(owners(text, 'x.md')).to.deep.equal(['@one', '@docs']);
    expect(owners(text, 'x.json')).to.deep.equal(['@one', '@json']);
    expect(owners(text, 'x.jsonc')).to.deep.equal(['@one', '@specs', '@more']);
    expect(owners(text, 'a.md'), 'sections of one name are one').to.deep.equal(['@one', '@a']);
  });

  it('reads globs, escapes, comments and exclusions', () => {
    expect(owners('/a/*/c @x', 'a/b/c')).to.deep.equal(['@x']);
    expect(owners('/a/*/c @x', 'a/b/b/c')).to.deep.equal([]);
    expect(owners('/a/**/c @x', 'a/b/b/c')).to.deep.equal(['@x']);
    expect(owners('/a/**/c @x', 'a/c')).to.deep.equal(['@x']);
    expect(owners('a\\ b @x # @not', 'deep/a b')).to.deep.equal(['@x']);
    expect(owners('\\#a @x\n# b @y', '#a')).to.deep.equal(['@x']);
    expect(owners('* @x\n!*.md', 'a.md')).to.deep.equal([]);
    expect(owners('(a+[b] @x', '(a+[b]')).to.deep.equal(['@x']);
  });

  it('names come from the files, the owners of images, or both', () => {
    const wanted = { codeowners: '* @a @b', paths: ['x', 'y'], owners: ['b', '@b', 'c@example.com'] };
    expect(namesOf({ ...wanted, from: 'codeowners' })).to.deep.equal(['@a', '@b']);
    expect(namesOf({ ...wanted, from: 'owners' })).to.deep.equal(['b', '@b', 'c@example.com']);
    expect(namesOf({ ...wanted, from: 'both' })).to.deep.equal(['@a', '@b', 'b', 'c@example.com']);
    expect(namesOf({ ...wanted, from: 'none' })).to.deep.equal([]);
  });
});
