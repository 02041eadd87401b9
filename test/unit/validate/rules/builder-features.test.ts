import { expect } from 'chai';
import { problemsOf, spec } from '../../../support/workspace.js';

describe('validate/rules/builder-features', () => {
  const item = { exec: ['a'], security: 'insecure' };
  const add = { add: 'https://a/b', to: '/a' };
  const check = (more: object, builder = 'buildah'): string[] =>
    problemsOf(spec({ ...more, pipeline: { builder } })).map((line) => line.split(' ')[0] ?? '');

  it('names what no buildah has, wherever it stands', () => {
    const stages = [{ name: 'a', from: 'x', run: [item] }];
    for (const more of [
      { run: [item] },
      { steps: [{ run: item }] },
      { onbuild: [{ run: item }] },
      { stages, from: { stage: 'a' } },
      { copy: [{ ...add, unpack: true }] },
      { steps: [{ ...add, keepGitDir: true }] },
      { onbuild: [{ ...add, keepGitDir: false }] },
    ]) {
      expect(check(more), JSON.stringify(more)).to.deep.equal(['builder-feature']);
      expect(check(more, 'docker'), JSON.stringify(more)).to.deep.equal([]);
    }
  });

  it('points at the option', () => {
    expect(problemsOf(spec({ run: [item], pipeline: { builder: 'buildah' } }))).to.deep.equal([
      'builder-feature :9:19',
    ]);
  });

  it('leaves to the agent what depends on a version', () => {
    expect(
      check({ run: [{ script: 'a' }], copy: [{ copy: 'a', to: '/a', link: true, parents: true }] }),
    ).to.deep.equal([]);
  });
});
