import { expect } from 'chai';
import { compileFiles, dockerfileOf, problemsOf, spec } from '../../support/workspace.js';

describe('plan/variables', () => {
  const env = (values: object): string[] => dockerfileOf(spec({ env: values })).slice(1);

  it('one ENV for what refers to no sibling, by name', () => {
    expect(env({ B: '2', A: '1', PATH: '/opt:$PATH' })).to.deep.equal([
      'ENV A="1" \\',
      '    B="2" \\',
      '    PATH="/opt:$PATH"',
    ]);
  });

  it('a rank for each depth of references', () => {
    expect(env({ A: '${B}/a', B: '$C/b', C: 'c', D: '${C:-x}', E: '$$C' })).to.deep.equal([
      'ENV C="c" \\',
      '    E="\\$C"',
      'ENV B="$C/b" \\',
      '    D="${C:-x}"',
      'ENV A="${B}/a"',
    ]);
  });

  it('sees references within references', () => {
    expect(env({ A: '${X:-${B}}', B: 'b' })).to.deep.equal(['ENV B="b"', 'ENV A="${X:-${B}}"']);
  });

  it('shows a ring, also a long one', () => {
    expect(problemsOf(spec({ env: { A: '$B', B: '$A' } }))).to.deep.equal(['variable-ring :5:10']);
    const { diagnostics } = compileFiles({
      'images/web/image.json': spec({ env: { A: '$B', B: '$C', C: '$D', D: '$B', Z: '' } }),
    });
    expect(diagnostics.map(({ message }) => message)).to.deep.equal([
      'these variables refer to each other in a ring: B → C → D → B',
    ]);
    expect(problemsOf(spec({ args: { A: '$B', B: '$A' } }))).to.deep.equal(['variable-ring :5:10']);
  });

  it('arguments with and without a default, one instruction each', () => {
    expect(dockerfileOf(spec({ args: { B: null, A: 'x', C: '$A' } })).slice(1)).to.deep.equal([
      'ARG A="x"',
      'ARG B',
      'ARG C="$A"',
    ]);
  });

  it('an argument cannot refer to the environment, which is set later', () => {
    expect(problemsOf(spec({ args: { A: '$B' }, env: { B: '1' } }))).to.deep.equal(['argument-order :5:10']);
    expect(dockerfileOf(spec({ args: { A: '1' }, env: { B: '$A', A: '$A' } })).slice(1)).to.deep.equal([
      'ARG A="1"',
      'ENV A="$A"',
      'ENV B="$A"',
    ]);
  });

  it('names that objects have by nature are names like any other', () => {
    expect(env({ constructor: '1', ['__proto__']: '2', toString: '$valueOf' })).to.deep.equal([
      'ENV __proto__="2" \\',
      '    constructor="1" \\',
      '    toString="$valueOf"',
    ]);
  });
});
