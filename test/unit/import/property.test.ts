import { expect } from 'chai';
import fc from 'fast-check';
import { importDockerfile } from '../../../compiler/import-dockerfile.js';
import { usual } from '../../support/dockerfiles.js';

/** Losses that only comparing found: nothing foresaw them. */
const UNFORESEEN = /does not come back|comes back in another order|there is an? \S+ more|is lost$/;

describe('import: any Dockerfile', () => {
  it('comes back as it was, or is told what does not', () => {
    let whole = 0;
    let read = 0;
    fc.assert(
      fc.property(usual, (text) => {
        const { fidelity, lost, spec } = importDockerfile(text, { name: 'x' });
        if (fidelity === 'refused') return;
        read += 1;
        if (lost.length === 0) whole += 1;
        expect(spec).to.be.an('object');
        // What is lost in one instruction can show in another, so only a whole spec may surprise nobody.
        if (lost.every(({ reason }) => UNFORESEEN.test(reason))) expect(lost, text).to.deep.equal([]);
      }),
      { numRuns: 400 },
    );
    // Or this proves nothing.
    expect(whole / read).to.be.greaterThan(0.5);
    expect(read).to.be.greaterThan(200);
  }).timeout(60_000);
});
