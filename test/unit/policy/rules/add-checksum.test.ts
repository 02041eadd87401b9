import { expect } from 'chai';
import type { InstructionBody } from '../../../../compiler/model/instruction.js';
import { findings, from } from '../findings.js';

const on = { 'add-checksum': 'error' } as const;
const add = (path: string, ...flags: { name: string; value: string }[]) =>
  ({ verb: 'ADD', sources: [{ path, origin: '/copy/0/add' }], to: '/', flags }) as const;
const of = (...instructions: InstructionBody[]): string[] =>
  findings(on, {}, { instructions: [from('a'), ...instructions] });

describe('policy/rules/add-checksum', () => {
  it('an address without one; no password of it is shown', () => {
    expect(of(add('https://user:pass@a.test/x.tgz'))).to.deep.equal([
      '/copy/0/add: "https://a.test/x.tgz" is fetched without a checksum',
    ]);
    expect(of({ verb: 'ONBUILD', instruction: add('http://a.test/x') })).to.have.length(1);
    expect(of(add('https://a.test/x?y=.git'))).to.have.length(1);
  });

  it('with one, a file, a repository, a COPY', () => {
    expect(of(add('https://a.test/x', { name: 'checksum', value: 'sha256:a' }))).to.deep.equal([]);
    expect(of(add('x.tgz'))).to.deep.equal([]);
    expect(of(add('https://a.test/x.git#v1'))).to.deep.equal([]);
    expect(of(add('git@a.test:x.git'))).to.deep.equal([]);
  });
});
