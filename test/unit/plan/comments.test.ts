import { expect } from 'chai';
import { dockerfileOf, spec } from '../../support/workspace.js';

describe('plan/comments', () => {
  it('a key with a comment is an instruction of its own, in its place', () => {
    const more = {
      env: { A: '1', B: '2', C: '3', D: '4' },
      args: { X: '1', Y: null },
      labels: { a: '1', 'b.c': '2' },
      comments: { env: 'all', 'env.C': ['why', 'c'], 'args.Y': 'y', 'labels.b.c': 'label' },
    };
    expect(dockerfileOf(spec(more)).slice(1)).to.deep.equal([
      'ARG X="1"',
      '# y',
      'ARG Y',
      '# all',
      'ENV A="1" \\',
      '    B="2"',
      '# why',
      '# c',
      'ENV C="3"',
      'ENV D="4"',
      'LABEL a="1"',
      '# label',
      'LABEL b.c="2"',
    ]);
  });

  it('the comment of packages stands once, above the first manager', () => {
    const more = { packages: { yum: ['b'], apk: ['a'] }, comments: { packages: 'tools' } };
    expect(dockerfileOf(spec(more)).filter((line) => line.startsWith('#'))).to.deep.equal(['# tools']);
  });
});
