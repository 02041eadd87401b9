import { expect } from 'chai';
import { problemsOf, spec } from '../../../support/workspace.js';

describe('validate/rules/healthcheck', () => {
  it('wants a program', () => {
    expect(problemsOf(spec({ healthcheck: { test: [] } }))).to.deep.equal(['out-of-range :5:13']);
    for (const healthcheck of ['none', { test: ['true'] }, { test: 'true' }])
      expect(problemsOf(spec({ healthcheck }))).to.deep.equal([]);
  });
});
