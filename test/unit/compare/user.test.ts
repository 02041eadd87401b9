import { expect } from 'chai';
import { user } from '../../../compiler/compare/user.js';
import { told } from './states.js';

describe('compare/user', () => {
  it('to and from root: a look where it may be root now', () => {
    expect([
      told(user, { user: 'app' }, {}),
      told(user, { user: 'app' }, { user: 0 }),
      told(user, { user: 'root:x' }, { user: 'app' }),
      told(user, null, { user: 'root' }),
    ]).to.deep.equal([['- app !'], ['~ app → 0 !'], ['~ root:x → app'], ['+ root']]);
  });

  it('the last one counts', () => {
    expect(
      told(user, { user: 'app' }, { steps: [{ user: 'root' }, { run: 'a' }, { user: 'app' }] }),
    ).to.deep.equal([]);
  });
});
