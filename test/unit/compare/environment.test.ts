import { expect } from 'chai';
import { environment } from '../../../compiler/compare/environment.js';
import { told } from './states.js';

describe('compare/environment', () => {
  it('variables of the image and of stages', () => {
    expect(
      told(
        environment,
        { env: { A: '1', B: '2' } },
        { env: { A: '2', C: '$A' }, stages: [{ name: 'x', from: 'a', env: { D: '1' } }] },
      ),
    ).to.deep.equal(['~ A: 1 → 2', '- B: 2', '+ C: $A', '+ [x] D: 1']);
  });
});
