import { expect } from 'chai';
import { labels } from '../../../compiler/compare/labels.js';
import { told } from './states.js';

describe('compare/labels', () => {
  it('come, go and change', () => {
    expect(
      told(labels, { labels: { a: '1', b: '2' } }, { labels: { a: '2', origin: 'x', __proto__x: 'y' } }),
    ).to.deep.equal(['+ __proto__x: y', '~ a: 1 → 2', '- b: 2', '+ origin: x']);
  });
});
