import { expect } from 'chai';
import { problemsOf, spec } from '../../../support/workspace.js';

describe('validate/rules/scratch-run', () => {
  it('an empty image runs nothing before its files are there', () => {
    expect(problemsOf(spec({ from: 'scratch', run: ['a', 'b'], packages: { apt: ['x'] } }))).to.deep.equal([
      'scratch-run :5:5',
      'scratch-run :6:5',
      'scratch-run :9:5',
    ]);
    expect(problemsOf(spec({ from: 'scratch', runAfterFiles: [{ exec: ['/bin/a'] }] }))).to.deep.equal([]);
    expect(problemsOf(spec({ from: { image: 'scratch' }, run: ['a'] }))).to.deep.equal([]);
  });

  it('looks at the stage that is from scratch, and at its steps', () => {
    const stages = [{ name: 'a', from: 'scratch', run: ['x'] }];
    expect(problemsOf(spec({ stages, from: { stage: 'a' } }))).to.deep.equal(['scratch-run :11:9']);
    const from = 'scratch';
    expect(
      problemsOf(spec({ from, steps: [{ user: '0' }, { run: 'x' }, { packages: { apk: ['a'] } }] })),
    ).to.deep.equal(['scratch-run :9:7', 'scratch-run :12:7']);
    const copied = { copy: '/a', to: '/', from: { image: 'busybox' } };
    expect(problemsOf(spec({ from, steps: [copied, { run: 'x' }] }))).to.deep.equal([]);
  });
});
