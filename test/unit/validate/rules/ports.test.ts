import { expect } from 'chai';
import { problemsOf, spec } from '../../../support/workspace.js';

describe('validate/rules/ports', () => {
  it('takes ports, protocols, rising ranges and variables', () => {
    const expose = [1, 65535, '80', '53/udp', '8000-8010', '8000-8000/tcp', '$PORT', '${PORT}/udp'];
    expect(problemsOf(spec({ expose, onbuild: [{ expose }] }))).to.deep.equal([]);
  });

  it('refuses 0, what is above 65535, and falling ranges', () => {
    for (const port of ['0', '65536', '99999/tcp', '10-5', '0-5', '5-70000'])
      expect(problemsOf(spec({ expose: [80, port] })), port).to.deep.equal(['port-range :6:5']);
    expect(problemsOf(spec({ onbuild: [{ expose: ['10-5'] }] }))).to.deep.equal(['port-range :7:9']);
  });

  it('in stages, steps and triggers too', () => {
    const stages = [{ name: 'a', from: 'x', expose: ['9-8'], onbuild: [{ expose: ['7-6'] }] }];
    const steps = [{ expose: ['5-4'] }, { onbuild: { expose: ['3-2'] } }];
    expect(problemsOf(spec({ stages, from: { stage: 'a' }, steps }))).to.deep.equal([
      'port-range :11:9',
      'port-range :16:13',
      'port-range :25:9',
      'port-range :31:11',
    ]);
  });
});
