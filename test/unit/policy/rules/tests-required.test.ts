import { expect } from 'chai';
import { findings } from '../findings.js';

const tests = [{ name: 'a', files: ['/a'] }];

describe('policy/rules/tests-required', () => {
  it('one, where no number is stated', () => {
    expect(findings({ 'tests-required': 'error' }, {})).to.deep.equal([
      '/tests: of the tests that the policy demands, 1, there are 0',
    ]);
    expect(findings({ 'tests-required': 'error' }, { tests })).to.deep.equal([]);
  });

  it('as many as are stated', () => {
    const policy = { 'tests-required': { severity: 'warn', minimum: 2 } } as const;
    expect(findings(policy, { tests })).to.have.length(1);
    expect(findings(policy, { tests: [...tests, { name: 'b', ports: [80] }] })).to.deep.equal([]);
  });
});
