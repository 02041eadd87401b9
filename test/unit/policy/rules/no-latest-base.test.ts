import { expect } from 'chai';
import { findings } from '../findings.js';

const on = { 'no-latest-base': 'error' } as const;
const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('policy/rules/no-latest-base', () => {
  it('latest, stated or not', () => {
    expect(findings(on, { from: 'debian' })).to.deep.equal([
      '/from: "debian" has no tag, so it is latest, which moves',
    ]);
    expect(findings(on, { from: 'r.test:5000/debian' })).to.have.length(1);
    expect(findings(on, { from: 'debian:latest' })).to.deep.equal([
      '/from: "debian:latest" has the tag latest, which moves',
    ]);
    expect(findings(on, { from: 'debian:12' })).to.deep.equal([]);
    expect(findings(on, { from: 'scratch' })).to.deep.equal([]);
  });

  it('a digest counts, in the spec or in the lock', () => {
    expect(findings(on, { from: { image: 'debian', digest: DIGEST } })).to.deep.equal([]);
    expect(findings(on, { from: `debian@${DIGEST}` })).to.deep.equal([]);
    const pins = new Map([['debian', DIGEST]]);
    expect(findings(on, { from: 'debian' }, { image: { pins } })).to.deep.equal([]);
    expect(findings(on, { from: 'alpine' }, { image: { pins } })).to.have.length(1);
  });

  it('other tags that move', () => {
    const policy = { 'no-latest-base': { severity: 'warn', tags: ['stable'] } } as const;
    expect(findings(policy, { from: 'debian:stable' })).to.have.length(1);
    expect(findings(policy, { from: 'debian:latest' })).to.deep.equal([]);
  });
});
