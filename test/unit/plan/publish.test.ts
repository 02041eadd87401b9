import { expect } from 'chai';
import { publishOf } from '../../../compiler/plan/publish.js';
import { resolved } from '../validate/rules/resolved.js';

describe('plan/publish', () => {
  it('has the defaults of the schema', () => {
    expect(publishOf({ ...resolved({}), publish: {} })).to.deep.equal({
      registry: '',
      namespace: '',
      name: 'web',
      tags: ['latest'],
      kind: 'distribution',
      overwrite: '',
      apiUrl: '',
      plainHttp: false,
      credentialsId: null,
    });
  });

  it('overwrite: none, all, or these tags', () => {
    const overwrite = (value: boolean | string[]): string =>
      publishOf(resolved({ publish: { overwrite: value } })).overwrite;
    expect([overwrite(false), overwrite(true), overwrite(['a', 'b']), overwrite([])]).to.deep.equal([
      '',
      'true',
      'a b',
      '',
    ]);
  });
});
