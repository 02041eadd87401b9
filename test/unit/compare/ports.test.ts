import { expect } from 'chai';
import { ports } from '../../../compiler/compare/ports.js';
import { told } from './states.js';

describe('compare/ports', () => {
  it('come and go; 80 is 80/tcp', () => {
    expect(told(ports, { expose: [80, '53/udp'] }, { expose: ['80/tcp', '8000-8010'] })).to.deep.equal([
      '- 53/udp: 53/udp',
      '+ 8000-8010/tcp: 8000-8010/tcp',
    ]);
  });
});
