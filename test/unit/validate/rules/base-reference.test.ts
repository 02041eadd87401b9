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

  it('takes variables, with their defaults', () => {
    const globalArgs = { A: '1', B: 'x' };
    for (const from of [
      'debian:$A',
      '${B}/debian:${A:-1}',
      '$B',
      '$B:5000/x',
      'x:${A}-slim',
      'x@$A',
      'x:${A%1}',
    ])
      expect(problemsOf(spec({ globalArgs, from })), from).to.deep.equal([]);
    for (const from of ['$$A', 'x:$A b', '${A', '$B/X', 'x:${A:-a b}'])
      expect(problemsOf(spec({ globalArgs, from })), from).to.include('base-reference :3:11');
  });

  it('checks every stage, and what is copied or mounted from', () => {
    const copy = (image: string): object => ({ copy: [{ copy: '/a', to: '/a', from: { image } }] });
    expect(problemsOf(spec(copy('A')))).to.deep.equal(['base-reference :9:18']);
    expect(problemsOf(spec(copy('x:$A')))).to.deep.equal(['copy-from-variable :9:18']);
    const mounts = [{ type: 'bind', from: '$A', target: '/a' }];
    expect(problemsOf(spec({ run: [{ exec: ['a'], mounts }] }))).to.deep.equal(['copy-from-variable :12:19']);
    const stages = [{ name: 'a', from: 'A' }];
    expect(problemsOf(spec({ stages, from: { stage: 'a' } }))).to.deep.equal(['base-reference :9:15']);
  });

  it('a tag belongs to another image of the workspace, a digest to a reference', () => {
    expect(check({ image: 'a', tag: 'b' })).to.deep.equal(['option-needs']);
    const stages = [{ name: 'a', from: 'b' }];
    expect(problemsOf(spec({ stages, from: { stage: 'a', digest: DIGEST } }))).to.deep.equal([
      'option-needs :5:5',
    ]);
  });
});
