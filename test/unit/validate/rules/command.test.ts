import { expect } from 'chai';
import { problemsOf, spec } from '../../../support/workspace.js';

describe('validate/rules/command', () => {
  it('warns that an entrypoint alone drops the CMD of the base', () => {
    expect(problemsOf(spec({ entrypoint: ['/a'] }))).to.deep.equal(['entrypoint-drops-cmd :4:3']);
    expect(problemsOf(spec({ entrypoint: '/a' }))).to.have.length(1);
  });

  it('is content with a cmd, an empty one, a reset, and an empty base', () => {
    for (const more of [
      { entrypoint: ['/a'], cmd: ['b'] },
      { entrypoint: ['/a'], cmd: [] },
      { entrypoint: [] },
      { cmd: ['b'] },
      { from: 'scratch', entrypoint: ['/a'] },
    ])
      expect(problemsOf(spec(more)), JSON.stringify(more)).to.deep.equal([]);
  });

  it('knows steps, and what the stages below set', () => {
    const warned = (more: object): boolean =>
      problemsOf(spec(more)).some((line) => line.startsWith('entrypoint'));
    expect(warned({ steps: [{ entrypoint: ['/a'] }] })).to.equal(true);
    expect(warned({ steps: [{ entrypoint: ['/a'] }, { cmd: ['b'] }] })).to.equal(false);
    const from = { stage: 'a' };
    const entrypoint = ['/a'];
    expect(warned({ stages: [{ name: 'a', from: 'scratch' }], from, entrypoint })).to.equal(false);
    expect(warned({ stages: [{ name: 'a', from: 'scratch', cmd: ['b'] }], from, entrypoint })).to.equal(true);
    expect(warned({ stages: [{ name: 'a', from: 'debian:12' }], from, entrypoint })).to.equal(true);
  });
});
