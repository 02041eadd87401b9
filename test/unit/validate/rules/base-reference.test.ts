import { expect } from 'chai';
import { problemsOf, spec } from '../../../support/workspace.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('validate/rules/base-reference', () => {
  const check = (from: unknown): string[] =>
    problemsOf(spec({ from })).map((line) => line.split(' ')[0] ?? '');

  it('takes a reference, one with a digest, and scratch', () => {
    for (const from of ['debian:12', 'scratch', `debian@${DIGEST}`, { image: 'debian:12', digest: DIGEST }])
      expect(check(from), JSON.stringify(from)).to.deep.equal([]);
  });

  it('refuses what is none: also blanks and other words of the instruction', () => {
    for (const from of ['Debian', '$$BASE', 'a$', 'debian 12', 'debian:12 AS x', { image: 'a b' }])
      expect(check(from), JSON.stringify(from)).to.include('base-reference');
  });

  it('points at the reference itself', () => {
    expect(problemsOf(spec({ from: 'A' }))).to.deep.equal(['base-reference :3:11']);
    expect(problemsOf(spec({ from: { image: 'A' } }))).to.deep.equal(['base-reference :4:14']);
  });

  it('refuses a digest in two places', () => {
    expect(check({ image: `debian@${DIGEST}`, digest: DIGEST })).to.deep.equal(['base-digest-twice']);
  });
});
