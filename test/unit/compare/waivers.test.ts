import { expect } from 'chai';
import { waivers } from '../../../compiler/compare/waivers.js';
import { told } from './states.js';

describe('compare/waivers', () => {
  it('want a look', () => {
    expect(
      told(waivers, {}, { waivers: [{ rule: 'no-root-user', reason: 'it binds port 80' }] }),
    ).to.deep.equal(['+ no-root-user: it binds port 80 !']);
  });
});
