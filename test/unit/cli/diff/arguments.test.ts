import { expect } from 'chai';
import { splitArguments } from '../../../../compiler/cli/diff/arguments.js';

const split = (...words: string[]): object =>
  splitArguments(
    words,
    (word) => ['main', 'both'].includes(word),
    (word) => ['web', 'both', 'images/both'].includes(word),
  );

describe('cli/diff/arguments', () => {
  it('a commit first, or a range, or only images', () => {
    expect(split()).to.deep.equal({ range: 'HEAD', names: [] });
    expect(split('main', 'web')).to.deep.equal({ range: 'main', names: ['web'] });
    expect(split('a..b', 'web')).to.deep.equal({ range: 'a..b', names: ['web'] });
    expect(split('web', 'gone')).to.deep.equal({ range: 'HEAD', names: ['web', 'gone'] });
  });

  it('a word that is both says so; a path is an image', () => {
    expect(split('both')).to.have.property('problem');
    expect(split('main', 'both')).to.deep.equal({ range: 'main', names: ['both'] });
    expect(split('images/both')).to.deep.equal({ range: 'HEAD', names: ['images/both'] });
  });
});
