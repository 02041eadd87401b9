import { expect } from 'chai';
import { buildArguments } from '../../../compiler/compare/arguments.js';
import { told } from './states.js';

describe('compare/arguments', () => {
  it('global, of a stage, and given by the build', () => {
    expect(
      told(
        buildArguments,
        { globalArgs: { V: '1' }, from: 'a:$V', args: { A: '1' } },
        { globalArgs: { V: '2' }, from: 'a:$V', args: { A: null, C: { fromEnv: 'GIT_COMMIT' } } },
      ),
    ).to.deep.equal([
      '~ V (before FROM): 1 → 2',
      '+ C: from GIT_COMMIT',
      '~ A: 1 → no default',
      '+ C: no default',
    ]);
  });
});
