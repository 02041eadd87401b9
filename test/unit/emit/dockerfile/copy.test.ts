import { expect } from 'chai';
import { dockerfileOf, problemsOf, spec } from '../../../support/workspace.js';

describe('emit/dockerfile/copy', () => {
  const lines = (item: object): string[] => dockerfileOf(spec({ copy: [item] })).slice(1);
  const problems = (item: object): string[] => problemsOf(spec({ copy: [item] }));

  it('files whose text stands in the Dockerfile, expanded or not', () => {
    const copy = [
      { name: 'a.conf', content: ['x $A $$ \\', '', '"y"'] },
      { name: 'b', content: 'x $A ${B:-c} $$ $5 \\\n', expand: true },
    ];
    expect(lines({ copy: ['z', ...copy], to: '/etc/', chown: 'app' })).to.deep.equal([
      'COPY --chown=app z <<"a.conf" <<b /etc/',
      'x $A $$ \\',
      '"y"',
      'a.conf',
      'x $A ${B:-c} \\$ \\$5 \\\\',
      'b',
    ]);
  });

  it('an empty text is an empty file', () => {
    expect(lines({ copy: [{ name: 'a', content: [] }], to: '/a' })).to.deep.equal(['COPY <<"a" /a', 'a']);
  });

  it('what a heredoc cannot hold is named at its line', () => {
    const source = (...content: string[]): object => ({ copy: [{ name: 'END', content }], to: '/a' });
    expect(problems(source('a', 'END'))).to.deep.equal(['unquotable :11:13']);
    expect(problems(source('a\nb'))).to.deep.equal(['unquotable :10:13']);
    expect(problems({ copy: [{ name: 'a', content: ['${'], expand: true }], to: '/a' })).to.deep.equal([
      'unquotable :10:13',
    ]);
  });

  it('beside a heredoc a path stands bare, or cannot stand', () => {
    const copy = [{ name: 'a', content: 'x' }];
    expect(problems({ copy, to: '/a b/' })).to.deep.equal(['unquotable :12:13']);
    expect(problems({ copy: ['x y', ...copy], to: '/a/' })).to.deep.equal(['unquotable :7:9']);
  });

  it('flags are quoted for the way in which they are read', () => {
    const more = { copy: 'a', to: '/a', chown: '$U:g', exclude: ['*.md', 'a$b', 'c"d'] };
    expect(lines(more)).to.deep.equal([
      'COPY --chown=$U:g --exclude=*.md --exclude=a$b --exclude=c\\"d a /a',
    ]);
    expect(lines({ copy: 'a', to: '/a', chown: '$$g' })).to.deep.equal(['COPY --chown=\\"\\\\$g\\" a /a']);
    expect(problems({ copy: 'a', to: '/a', exclude: ['ä'] })).to.have.length(1);
  });

  it('Windows paths with the other escape character', () => {
    const more = {
      directives: { escape: '`' },
      copy: [{ copy: ['a', 'b c'], to: 'C:\\x\\' }],
      workdir: 'C:/x',
    };
    expect(dockerfileOf(spec(more)).slice(1)).to.deep.equal([
      'WORKDIR C:/x',
      'COPY ["a", "b c", "C:\\\\x\\\\"]',
    ]);
  });
});
