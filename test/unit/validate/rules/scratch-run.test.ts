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
});
