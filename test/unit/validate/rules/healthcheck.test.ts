import { expect } from 'chai';
import { problemsOf, spec } from '../../../support/workspace.js';

describe('validate/rules/healthcheck', () => {
  it('wants a program', () => {
    expect(problemsOf(spec({ healthcheck: { test: [] } }))).to.deep.equal(['out-of-range :5:13']);
    for (const healthcheck of ['none', { test: ['true'] }, { test: 'true' }])
      expect(problemsOf(spec({ healthcheck }))).to.deep.equal([]);
  });

  it('in stages and steps too', () => {
    const stages = [{ name: 'a', from: 'x', healthcheck: { test: [] } }];
    const steps = [{ healthcheck: { test: [] } }];
    expect(problemsOf(spec({ stages, from: { stage: 'a' }, steps }))).to.deep.equal([
      'out-of-range :11:17',
      'out-of-range :18:17',
    ]);
  });
});
