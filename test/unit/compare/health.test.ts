import { expect } from 'chai';
import { health } from '../../../compiler/compare/health.js';
import { told } from './states.js';

describe('compare/health', () => {
  it('check and stop signal', () => {
    expect(
      told(
        health,
        { healthcheck: { test: 'a', interval: '5s' } },
        { healthcheck: 'none', stopSignal: 'SIGQUIT' },
      ),
    ).to.deep.equal(['~ healthcheck: --interval=5s CMD a → NONE', '+ stop signal: SIGQUIT']);
  });
});
