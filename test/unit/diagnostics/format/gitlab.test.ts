import { expect } from 'chai';
import { gitlab } from '../../../../compiler/diagnostics/format/gitlab.js';
import { diagnostic } from '../../../../compiler/diagnostics/create.js';
import type { Diagnostic } from '../../../../compiler/model/diagnostic.js';
import { found, plain, warning } from './found.js';

type Issue = Record<'description' | 'check_name' | 'fingerprint' | 'severity', string> & {
  location: { path: string; lines: { begin: number } };
};
const issues = (...list: Diagnostic[]): Issue[] => JSON.parse(gitlab(list)) as Issue[];

describe('diagnostics/format/gitlab', () => {
  it('has the fields that Code Quality asks for', () => {
    const [issue] = issues(found);
    expect(issue).to.deep.equal({
      description: '"Web" is not a name',
      check_name: 'wrong-value',
      fingerprint: issue?.fingerprint,
      severity: 'critical',
      location: { path: 'images/my web/image.json', lines: { begin: 12 } },
    });
    expect(issue?.fingerprint).to.match(/^[0-9a-f]{64}$/);
    expect(issues(warning)[0]?.severity).to.equal('minor');
    expect(issues()).to.deep.equal([]);
  });

  it('lays what has no place into the settings', () => {
    expect(issues(plain)[0]?.location).to.deep.equal({ path: 'cooperage.json', lines: { begin: 1 } });
  });

  it('names files from the top of the repository', () => {
    const [one, other] = JSON.parse(gitlab([found, plain], 'platform/images')) as Issue[];
    expect(one?.location.path).to.equal('platform/images/images/my web/image.json');
    expect(other?.location.path).to.equal('platform/images/cooperage.json');
    expect(one?.fingerprint).to.not.equal(issues(found)[0]?.fingerprint);
  });

  it('keeps a fingerprint when a generated file differs in another line', () => {
    const at = (line: number): string | undefined =>
      issues(diagnostic('not-current', { path: 'a', reason: `line ${line} differs` }, null))[0]?.fingerprint;
    expect(at(7)).to.equal(at(80));
  });

  it('keeps a fingerprint when lines move, and tells equal findings apart', () => {
    const moved = { ...found, location: { ...found.location!, start: { line: 99, column: 1 } } };
    expect(issues(moved)[0]?.fingerprint).to.equal(issues(found)[0]?.fingerprint);
    expect(new Set(issues(found, moved, warning).map(({ fingerprint }) => fingerprint)).size).to.equal(3);
  });
});
