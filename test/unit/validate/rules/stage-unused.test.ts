import { expect } from 'chai';
import { problemsOf, spec } from '../../../support/workspace.js';

describe('validate/rules/stage-unused', () => {
  const stages = ['a', 'b', 'c'].map((name) => ({ name, from: 'debian:12' }));

  it('warns of a stage that nothing leads to', () => {
    const copy = [{ copy: '/a', to: '/a', from: 'b' }];
    expect(problemsOf(spec({ stages, copy }))).to.deep.equal(['stage-unused :6:15', 'stage-unused :14:15']);
  });

  it('follows what stages take from each other', () => {
    const chain = [
      stages[0],
      { name: 'b', from: { stage: 'A' } },
      { name: 'c', from: 'x', run: [{ exec: ['a'], mounts: [{ type: 'bind', from: 'b', target: '/b' }] }] },
    ];
    expect(problemsOf(spec({ stages: chain, from: { stage: 'c' } }))).to.deep.equal([]);
  });
});
