import { expect } from 'chai';
import { findings, from } from '../findings.js';

const policy = {
  'required-labels': { severity: 'error', labels: ['title', { name: 'team', pattern: '^team-[a-z]+$' }] },
} as const;
const of = (labels: Record<string, string>, more: object = {}): string[] =>
  findings(policy, { ...more }, { image: { labels } });

describe('policy/rules/required-labels', () => {
  it('missing, empty, not matching', () => {
    expect(of({})).to.deep.equal([
      '/labels: the label "title" is missing',
      '/labels: the label "team" is missing',
    ]);
    expect(of({ title: '', team: 'me' })).to.deep.equal([
      '/labels/title: the label "title" is empty',
      '/labels/team: the label "team" does not match ^team-[a-z]+$',
    ]);
    expect(of({ title: 'x', team: 'team-web' })).to.deep.equal([]);
  });

  it('variables by their values; what only the build knows is not compared', () => {
    const args = { T: 'team-web' };
    expect(of({ title: 'x', team: '$T' }, { args })).to.deep.equal([]);
    expect(of({ title: 'x', team: '$T' }, { args: { T: 'me' } })).to.have.length(1);
    expect(of({ title: 'x', team: '$T' }, { args: { T: null } })).to.deep.equal([]);
    expect(of({ title: 'x', team: '$$T' })).to.have.length(1);
  });

  it('what the build adds counts', () => {
    const added = {
      'required-labels': {
        severity: 'error',
        labels: ['org.opencontainers.image.source', 'org.opencontainers.image.title'],
      },
    } as const;
    expect(findings(added, {})).to.deep.equal([
      '/labels: the label "org.opencontainers.image.title" is missing',
    ]);
  });

  it('labels of a stage below count, of others not', () => {
    const label = {
      verb: 'LABEL',
      pairs: [
        { name: 'title', value: 'x', origin: '' },
        { name: 'team', value: 'team-a', origin: '' },
      ],
    } as const;
    expect(findings(policy, {}, { instructions: [from('a', 'b'), label, from('b')] })).to.deep.equal([]);
    expect(findings(policy, {}, { instructions: [from('a', 'b'), label, from('a')] })).to.have.length(2);
  });
});
