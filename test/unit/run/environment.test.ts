import { expect } from 'chai';
import { argumentVariables, variableOf } from '../../../compiler/run/environment.js';
import { unmatched } from '../../../compiler/run/secrets.js';
import { withoutCredentials } from '../../../compiler/run/source.js';

describe('the environment of a stage script', () => {
  it('names arguments in upper snake case', () => {
    expect(variableOf('plainHttp')).to.equal('COOPERAGE_PLAIN_HTTP');
    expect(variableOf('apiUrl')).to.equal('COOPERAGE_API_URL');
    expect(variableOf('dir')).to.equal('COOPERAGE_DIR');
  });

  it('has every documented argument, empty where it is not given', () => {
    expect(argumentVariables('imagePrepare', { dir: 'images/web' })).to.deep.equal({
      COOPERAGE_DIR: 'images/web',
      COOPERAGE_SPEC_DIR: '',
      COOPERAGE_CONTEXT: '',
      COOPERAGE_ROOTFS: '',
      COOPERAGE_INPUTS: '',
      COOPERAGE_OVERWRITE: '',
      COOPERAGE_BUILD_ARGS: '',
      COOPERAGE_PLATFORMS: '',
    });
  });
});

describe('withoutCredentials', () => {
  const cases: [string, string][] = [
    ['https://user:token@git.example.com/a.git', 'https://git.example.com/a.git'],
    ['https://token@git.example.com/a.git', 'https://git.example.com/a.git'],
    ['https://u:p@ss@git.example.com/a.git', 'https://git.example.com/a.git'],
    ['https://git.example.com/a@b.git', 'https://git.example.com/a@b.git'],
    ['ssh://git:secret@git.example.com/a.git', 'ssh://git@git.example.com/a.git'],
    ['git@git.example.com:team/a.git', 'git@git.example.com:team/a.git'],
  ];
  for (const [url, expected] of cases) it(url, () => expect(withoutCredentials(url)).to.equal(expected));
});

describe('unmatched', () => {
  it('tells the secrets that nobody gave from those that nobody wants', () => {
    const wanted = [{ id: 'a', variable: 'A', credentialsId: 'a', kind: 'text' as const }];
    const given = [{ id: 'b', value: '', file: null, variable: null }];
    expect(unmatched(wanted, given)).to.deep.equal({ missing: ['a'], unknown: ['b'] });
  });
});
