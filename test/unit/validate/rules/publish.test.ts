import { expect } from 'chai';
import { problemsOf, spec } from '../../../support/workspace.js';

describe('validate/rules/publish', () => {
  it('wants a registry, from the spec or the defaults', () => {
    expect(problemsOf(spec(), { 'cooperage.json': {} })).to.deep.equal(['publish-incomplete :1:1']);
    expect(problemsOf(spec({ publish: { tags: ['1'] } }), { 'cooperage.json': {} })).to.deep.equal([
      'publish-incomplete :4:14',
    ]);
    expect(problemsOf(spec({ publish: { registry: 'r.test' } }), { 'cooperage.json': {} })).to.deep.equal([]);
    expect(problemsOf(spec())).to.deep.equal([]);
  });

  it('moves only tags of this image', () => {
    expect(problemsOf(spec({ publish: { tags: ['1', '2'], overwrite: ['2'] } }))).to.deep.equal([]);
    expect(problemsOf(spec({ publish: { overwrite: ['latest'] } }))).to.deep.equal([]);
    expect(problemsOf(spec({ publish: { overwrite: true } }))).to.deep.equal([]);
    expect(problemsOf(spec({ publish: { tags: ['1'], overwrite: ['1', 'latest'] } }))).to.deep.equal([
      'overwrite-unknown-tag :10:7',
    ]);
  });

  it('points at the defaults where the list comes from there', () => {
    const defaults = { publish: { registry: 'r.test', overwrite: ['edge'] } };
    expect(problemsOf(spec(), { 'cooperage.json': { defaults } })).to.deep.equal([
      'overwrite-unknown-tag cooperage.json:6:9',
    ]);
  });
});
