import { expect } from 'chai';
import { base } from '../../../compiler/compare/base.js';
import { told } from './states.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const COPY = { copy: '/a', from: 'x', to: '/a' };

describe('compare/base', () => {
  it('another reference', () => {
    expect(told(base, { from: 'debian:11' }, { from: 'debian:12' })).to.deep.equal([
      '~ debian:11 → debian:12',
    ]);
  });

  it('a digest alone', () => {
    expect(told(base, { from: { image: 'a:1' } }, { from: { image: 'a:1', digest: DIGEST } })).to.deep.equal([
      `~ a:1 → a:1@${DIGEST} (the same tag, other content)`,
    ]);
  });

  it('a platform', () => {
    expect(told(base, { from: 'a' }, { from: { image: 'a', platform: 'linux/arm64' } })).to.deep.equal([
      '~ a → a (linux/arm64)',
    ]);
  });

  it('of a stage; one that comes or goes is told elsewhere', () => {
    expect(
      told(
        base,
        { stages: [{ name: 'x', from: 'a' }], copy: [COPY] },
        {
          stages: [
            { name: 'x', from: 'b' },
            { name: 'y', from: 'c' },
          ],
          copy: [COPY, { ...COPY, from: 'y' }],
        },
      ),
    ).to.deep.equal(['~ [x] a → b']);
  });

  it('of a new image, and of none that stays', () => {
    expect([told(base, null, {}), told(base, {}, { user: 'x' })]).to.deep.equal([['+ debian:12'], []]);
  });
});
