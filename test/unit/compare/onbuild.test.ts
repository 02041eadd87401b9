import { expect } from 'chai';
import { onbuild } from '../../../compiler/compare/onbuild.js';
import { told } from './states.js';

describe('compare/onbuild', () => {
  it('lines', () => {
    expect(
      told(onbuild, { onbuild: [{ run: 'a' }] }, { onbuild: [{ run: 'b' }, { user: 'x' }] }),
    ).to.deep.equal(['~ ONBUILD RUN a → ONBUILD RUN b', '+ ONBUILD USER x']);
  });
});
