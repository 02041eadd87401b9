import { expect } from 'chai';
import { plan } from '../../../compiler/plan/plan.js';
import type { From } from '../../../compiler/model/spec.js';
import type { ResolvedImage } from '../../../compiler/model/image.js';
import { parent } from './parent.js';
import { resolved } from '../validate/rules/resolved.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('plan/from', () => {
  const from = (value: From, more: Partial<ResolvedImage> = {}): unknown =>
    plan({ ...resolved({ from: value }), ...more }).plan.instructions[0]?.body;
  const plain = { verb: 'FROM', digest: null, platform: null, as: null };

  it('a reference, a digest, a platform, scratch', () => {
    expect(from('debian:12')).to.deep.equal({ ...plain, image: 'debian:12' });
    expect(from('scratch')).to.deep.equal({ ...plain, image: 'scratch' });
    expect(from({ image: 'debian:12', digest: DIGEST, platform: 'linux/arm64' })).to.deep.equal({
      ...plain,
      image: 'debian:12',
      digest: DIGEST,
      platform: 'linux/arm64',
    });
  });

  it('another image of the workspace is what it publishes: its first tag, or the one that is named', () => {
    const parents = new Map([['base', parent()]]);
    expect(from({ spec: 'base' }, { parents })).to.deep.equal({
      ...plain,
      image: 'r.example.com/team/base:1.2',
    });
    expect(from({ spec: 'base', tag: 'latest' }, { parents })).to.deep.equal({
      ...plain,
      image: 'r.example.com/team/base:latest',
    });
  });

  it('a digest of the lock, by the reference as it is written; a stated one wins', () => {
    const pins = new Map([['debian:12', DIGEST]]);
    const other = `sha256:${'b'.repeat(64)}`;
    expect(from('debian:12', { pins })).to.deep.include({ image: 'debian:12', digest: DIGEST });
    expect(from({ image: 'debian:12' }, { pins })).to.deep.include({ digest: DIGEST });
    expect(from({ image: 'debian:12', digest: other }, { pins })).to.deep.include({ digest: other });
    expect(from('debian:11', { pins })).to.deep.include({ digest: null });
  });
});
