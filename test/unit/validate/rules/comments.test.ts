import { expect } from 'chai';
import { problemsOf, SETTINGS, spec } from '../../../support/workspace.js';

describe('validate/rules/comments', () => {
  it('stand above a field or a key that is there', () => {
    const more = {
      comments: { from: 'a', env: 'b', 'env.A': 'c', 'labels.x.y': 'd', rootfs: 'e', user: 'f' },
      env: { A: '1' },
      labels: { 'x.y': '1' },
      files: { '/a': { content: '' } },
      user: 0,
    };
    expect(problemsOf(spec(more))).to.deep.equal([]);
  });

  it('also above a label of the workspace', () => {
    const defaults = { ...SETTINGS.defaults, labels: { x: '1' } };
    expect(
      problemsOf(spec({ comments: { 'labels.x': 'a' } }), { 'cooperage.json': { defaults } }),
    ).to.deep.equal([]);
  });

  it('also above a reset', () => {
    const more = { comments: { entrypoint: 'a', cmd: 'b' }, entrypoint: [], cmd: [] };
    expect(problemsOf(spec(more))).to.deep.equal([]);
  });

  it('are told where they would be lost', () => {
    const more = { comments: { 'env.B': 'a', cmd: 'b', args: 'c' }, env: { A: '1' }, args: {} };
    expect(problemsOf(spec(more))).to.deep.equal([
      'comment-unplaced :5:5',
      'comment-unplaced :6:5',
      'comment-unplaced :7:5',
    ]);
    const stages = [{ name: 'a', from: 'debian:12', comments: { user: 'x' } }];
    expect(problemsOf(spec({ stages, from: { stage: 'a' } }))).to.deep.equal(['comment-unplaced :11:9']);
    expect(problemsOf(spec({ comments: { user: 'x' }, steps: [{ user: 'a' }] }))).to.have.length(1);
  });
});
