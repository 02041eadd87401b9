import { expect } from 'chai';
import { findings } from '../findings.js';

const policy = {
  'allowed-ports': { severity: 'error', ports: [80, '8000-8010', '8011-8020', '53/udp'] },
} as const;
const of = (...expose: (string | number)[]): string[] => findings(policy, { expose });

describe('policy/rules/allowed-ports', () => {
  it('a port that is not allowed', () => {
    expect(of(80, 22)).to.deep.equal(['/expose/1: the port 22 is not one that the policy allows']);
  });

  it('ranges may lie over two that are allowed; the protocol counts', () => {
    expect(of('8005-8015', '80/tcp', '53/udp', '8000')).to.deep.equal([]);
    for (const port of ['7999-8005', '8015-8021', '53', '80/udp', '80/sctp'])
      expect(of(port), port).to.have.length(1);
  });

  it('variables by their values', () => {
    const withArg = (value: string | null): number =>
      findings(policy, { args: { P: value }, expose: ['$P', '${P}/tcp'] }).length;
    expect(withArg('80')).to.equal(0);
    expect(withArg('81')).to.equal(2);
    expect(withArg(null)).to.equal(2);
    expect(withArg('x')).to.equal(2);
  });

  it('what an image built on this one will expose', () => {
    expect(findings(policy, { onbuild: [{ expose: [80, 22] }] })).to.have.length(1);
  });
});
