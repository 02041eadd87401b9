import { expect } from 'chai';
import { packages } from '../../../compiler/compare/packages.js';
import { told } from './states.js';

const STAGE = { name: 'x', from: 'a', packages: { apk: ['b'] } };

describe('compare/packages', () => {
  it('come, go, and have another version', () => {
    expect(
      told(
        packages,
        { packages: { apt: ['curl=7', 'nginx', 'git'] } },
        { packages: { apt: ['curl=8', 'jq', 'git'], apk: ['a'] } },
      ),
    ).to.deep.equal(['+ apk a: a', '~ apt curl: curl=7 → curl=8', '+ apt jq: jq', '- apt nginx: nginx']);
  });

  it('their order means nothing', () => {
    expect(
      told(packages, { packages: { apt: ['a', 'b'] } }, { packages: { apt: ['b', 'a'] } }),
    ).to.deep.equal([]);
  });

  it('in steps and in stages', () => {
    expect(
      told(
        packages,
        { steps: [{ packages: { apt: ['a'] } }] },
        { steps: [{ packages: { apt: ['a=1'] } }], stages: [STAGE] },
      ),
    ).to.deep.equal(['~ apt a: a → a=1', '+ [x] apk b: b']);
  });
});
