import { expect } from 'chai';
import type { ImageSpec } from '../../../compiler/model/spec.js';
import { lockKey, pinsOfSpec } from '../../../compiler/reference/pinned.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const LOCKED = new Map([
  ['debian:12', DIGEST],
  ['golang:1.26', DIGEST],
]);
const pinned = (spec: Partial<ImageSpec>): string[] => [
  ...pinsOfSpec({ name: 'web', from: 'scratch', ...spec }, LOCKED).keys(),
];

describe('reference/pinned', () => {
  it('finds what is locked, by the reference as the spec writes it', () => {
    expect(pinned({ from: 'debian:12' })).to.deep.equal(['debian:12']);
    expect(pinned({ from: 'debian:13' })).to.deep.equal([]);
    expect(pinsOfSpec({ name: 'web', from: 'debian:12' }, new Map()).size).to.equal(0);
  });

  it('another default of a variable is another image', () => {
    const from = 'golang:${V}';
    expect(pinned({ from, globalArgs: { V: '1.26' } })).to.deep.equal([from]);
    expect(pinned({ from, globalArgs: { V: '1.27' } })).to.deep.equal([]);
    expect(pinned({ from })).to.deep.equal([]);
  });

  it('what states its digest is pinned already', () => {
    expect(pinned({ from: { image: 'debian:12', digest: DIGEST } })).to.deep.equal([]);
  });

  it('says why something has no key', () => {
    expect(lockKey('golang:$V', {})).to.deep.equal({ reason: 'V has no default in `globalArgs`' });
    expect(lockKey('$V', { V: 'A B' })).to.deep.equal({ reason: '"A B" is not an image reference' });
    expect(lockKey('a:${V%x}', { V: 'x' })).to.deep.equal({ reason: 'it cannot be told before the build' });
  });
});
