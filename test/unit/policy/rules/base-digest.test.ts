import { expect } from 'chai';
import { findings, from } from '../findings.js';

const on = { 'base-digest': 'error' } as const;
const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('policy/rules/base-digest', () => {
  it('a tag is no pin', () => {
    expect(findings(on, { from: 'debian:12' })).to.deep.equal([
      '/from: "debian:12" is not pinned by a digest',
    ]);
  });

  it('a digest in the spec, in the reference or in the lock', () => {
    expect(findings(on, { from: { image: 'debian:12', digest: DIGEST } })).to.deep.equal([]);
    expect(findings(on, { from: `debian:12@${DIGEST}` })).to.deep.equal([]);
    const pins = new Map([['debian:12', DIGEST]]);
    expect(findings(on, { from: 'debian:12' }, { image: { pins } })).to.deep.equal([]);
  });

  it('a pin of the reference as it is written, or with its variables filled in', () => {
    const instructions = [
      { verb: 'ARG', pairs: [{ name: 'V', value: '12', origin: '' }] },
      from('debian:$V'),
    ] as const;
    for (const written of ['debian:$V', 'debian:12'])
      expect(
        findings(on, {}, { instructions, image: { pins: new Map([[written, DIGEST]]) } }),
        written,
      ).to.deep.equal([]);
    expect(findings(on, {}, { instructions })).to.have.length(1);
  });

  it('copies from images likewise', () => {
    const copy = (value: string): string[] =>
      findings(
        on,
        {},
        {
          instructions: [
            from('scratch'),
            { verb: 'COPY', sources: [], to: '/', flags: [{ name: 'from', value }] },
          ],
        },
      );
    expect(copy('r.test/a:1')).to.have.length(1);
    expect(copy(`r.test/a:1@${DIGEST}`)).to.deep.equal([]);
  });
});
