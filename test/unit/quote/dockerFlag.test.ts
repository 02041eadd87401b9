import { expect } from 'chai';
import {
  dockerDirective,
  dockerFlag,
  dockerLine,
  dockerMount,
  dockerRawFlag,
} from '../../../compiler/quote/index.js';

describe('dockerFlag and its like', () => {
  const text = (value: string): object => ({ text: value });

  it('what is expanded has two layers of quoting, what is not has one', () => {
    expect(dockerFlag('a b')).to.deep.equal(text('\\"a\\ b\\"'));
    expect(dockerRawFlag('a b$X"')).to.deep.equal(text('a\\ b$X\\"'));
    expect(dockerFlag('a b', '`')).to.deep.equal(text('`"a` b`"'));
    expect(dockerRawFlag('C:\\a', '`')).to.deep.equal(text('C:\\a'));
  });

  it('a mount has no quotes, its commas part it', () => {
    expect(dockerMount('type=cache,target=/a$X$$')).to.deep.equal(text('type=cache,target=/a$X\\\\$'));
    expect(dockerMount('type=cache,target="/a"')).to.have.property('problem');
  });

  it('none holds other letters, nor what begins a heredoc', () => {
    for (const quote of [dockerFlag, dockerRawFlag, dockerMount])
      for (const value of ['ä', 'a<<b', '\0', '\ud800']) expect(quote(value)).to.have.property('problem');
  });

  it('directives and maintainers stand as they are, or not at all', () => {
    expect(dockerDirective('syntax', 'a/b:1')).to.deep.equal(text('# syntax=a/b:1'));
    for (const value of ['', 'a b', 'a\nb', '\u2028'])
      expect(dockerDirective('check', value)).to.have.property('problem');
    expect(dockerLine('a "b" $C')).to.deep.equal(text('a "b" $C'));
    for (const value of ['', ' a', '\ufeffa', '--a', 'a\\', 'a\nb'])
      expect(dockerLine(value)).to.have.property('problem');
    expect(dockerLine('a\\', '`')).to.deep.equal(text('a\\'));
  });
});
