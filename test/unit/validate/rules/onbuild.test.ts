import { expect } from 'chai';
import { problemsOf, spec } from '../../../support/workspace.js';

describe('validate/rules/onbuild', () => {
  const check = (item: object): string[] => problemsOf(spec({ onbuild: [item] }));

  it('a copy says where to', () => {
    expect(check({ copy: ['.'], to: '/srv', chown: 'a:b' })).to.deep.equal([]);
    expect(check({ copy: ['.'] })).to.deep.equal(['missing-key :5:5']);
  });

  it('`to` and `chown` belong to a copy', () => {
    expect(check({ run: 'make', to: '/srv' })).to.deep.equal(['option-needs :7:7']);
    expect(check({ run: 'make', chown: 'a' })).to.deep.equal(['option-needs :7:7']);
  });
});
