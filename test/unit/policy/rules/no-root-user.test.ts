import { expect } from 'chai';
import { findings, from } from '../findings.js';

const on = { 'no-root-user': 'error' } as const;
const user = (text: string) => ({ verb: 'USER', value: { text, origin: '/user' } }) as const;

describe('policy/rules/no-root-user', () => {
  it('no user at all: the base has one that nobody here knows', () => {
    expect(findings(on, {})).to.deep.equal([
      ': the image may run as root: it states no `user`, and whom its base image runs as is not known here',
    ]);
  });

  it('root by name and by number', () => {
    for (const root of ['root', '0', 'root:app', '0:0', '00', ':1000'])
      expect(findings(on, { user: root }), root).to.deep.equal([
        `/user: the image may run as root: its user is ${root}`,
      ]);
    expect(findings(on, { user: 0 })).to.have.length(1);
    for (const other of ['app', '1001', '10:0', 'rooty', 'ROOT', 1001])
      expect(findings(on, { user: other }), String(other)).to.deep.equal([]);
  });

  it('variables by the values that they have where USER stands', () => {
    expect(findings(on, { args: { U: 'root' }, user: '$U' })).to.have.length(1);
    expect(findings(on, { args: { U: 'app' }, user: '${U}' })).to.deep.equal([]);
    expect(findings(on, { args: { U: 'app' }, env: { U: 'root' }, user: '$U' })).to.have.length(1);
    expect(findings(on, { user: '$U' })).to.deep.equal([
      '/user: the image may run as root: the value of $U is not known here',
    ]);
    const buildArgs = [{ name: 'U', variable: 'X' }];
    expect(findings(on, { args: { U: 'app' }, user: '$U' }, { plan: { buildArgs } })).to.have.length(1);
  });

  it('the last one counts, also that of a stage below; not that of another stage', () => {
    const of = (...instructions: Parameters<typeof from>[] | unknown[]): number =>
      findings(on, {}, { instructions: instructions as never }).length;
    expect(of(from('a'), user('app'), user('root'))).to.equal(1);
    expect(of(from('a'), user('root'), user('app'))).to.equal(0);
    expect(of(from('a', 'base'), user('app'), from('base'))).to.equal(0);
    expect(of(from('a', 'base'), user('app'), from('b'))).to.equal(1);
    expect(of(from('a', 'base'), user('app'), from('base'), user('0'))).to.equal(1);
  });
});
