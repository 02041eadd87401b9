import { expect } from 'chai';
import { secretsOf } from '../../../compiler/plan/secrets.js';

describe('plan/secrets', () => {
  it('one numbered variable each, by id', () => {
    const secrets = { 'b.b': { credentialsId: 'x', kind: 'file' }, 'a-a': { credentialsId: 'y' } } as const;
    expect(secretsOf({ name: 'web', from: 'a', secrets })).to.deep.equal([
      { id: 'a-a', variable: 'COOPERAGE_SECRET_1', credentialsId: 'y', kind: 'text' },
      { id: 'b.b', variable: 'COOPERAGE_SECRET_2', credentialsId: 'x', kind: 'file' },
    ]);
    expect(secretsOf({ name: 'web', from: 'a' })).to.deep.equal([]);
  });
});
