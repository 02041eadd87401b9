import { expect } from 'chai';
import { secrets } from '../../../compiler/compare/secrets.js';
import { told } from './states.js';

describe('compare/secrets', () => {
  it('of the build and of the registry want a look', () => {
    expect(
      told(
        secrets,
        { publish: { credentialsId: 'a' } },
        { publish: { credentialsId: 'b' }, secrets: { npm: { credentialsId: 'npm', kind: 'file' } } },
      ),
    ).to.deep.equal(['+ npm: credentials npm (file) !', '~ the registry: credentials a → credentials b !']);
  });

  it('a new image may be pushed', () => {
    expect(told(secrets, null, {})).to.deep.equal(['+ the registry: credentials registry']);
  });
});
