import { expect } from 'chai';
import type { Answer, JenkinsFault } from '../../compiler/clients/jenkins/types.js';
import { lintJenkinsfiles, type LintResult } from '../../compiler/lint-jenkinsfiles.js';
import { format } from '../../compiler/diagnostics/format.js';
import { brief, memory, ROOT, SETTINGS, spec, type Content } from '../support/workspace.js';

const VALID = 'Jenkinsfile successfully validated.\n';
const FAULT: JenkinsFault = { kind: 'unreachable', status: 0, reason: 'it is away', advice: 'Wait.' };

describe('lint-jenkinsfiles', () => {
  const url = 'https://jenkins.test';
  /** @param answer what the linter says to a Jenkinsfile */
  const lint = (
    files: Readonly<Record<string, Content>>,
    answer: (text: string, count: number) => string | null | JenkinsFault,
    names: readonly string[] = [],
  ): Promise<LintResult> => {
    let count = 0;
    const jenkins = {
      url,
      lint: async (text: string): Promise<Answer<string | null>> => {
        const said = answer(text, ++count);
        return typeof said === 'object' && said !== null ? { fault: said } : { value: said };
      },
    };
    return lintJenkinsfiles(ROOT, names, jenkins, { files: memory(files) });
  };
  /** The linter's text about the first place of `needle`. */
  const complaint = (text: string, needle: string, message: string): string => {
    const before = text.slice(0, text.indexOf(needle)).split('\n');
    const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1];
    const place = `@ line ${line}, column ${column}.`;
    return `Errors encountered validating Jenkinsfile:\nWorkflowScript: ${line}: ${message} ${place}\n   ${needle}\n   ^\n`;
  };

  it('says nothing of what is valid', async () => {
    const { checked, linted, fault } = await lint({ 'images/web/image.json': spec() }, () => VALID);
    expect([checked.diagnostics, linted, fault]).to.deep.equal([[], 1, null]);
    expect(checked.images).to.have.length(1);
  });

  it('tells it at the line that somebody wrote: in the spec, a fragment, the settings', async () => {
    const files = {
      'cooperage.json': { ...SETTINGS, library: { name: 'cooperage', version: 'v1' } },
      'images/a/image.json': spec({ name: 'a', pipeline: { triggers: { cron: '@daily' } } }),
      'images/b/image.json': spec({ name: 'b', extends: ['../../fragments/b.json'] }),
      'fragments/b.json': { pipeline: { agent: { docker: { image: 'x:1' } } } },
      'images/c/image.json': spec({ name: 'c' }),
      'images/d/image.json': spec({ name: 'd' }),
    };
    const { checked } = await lint(files, (text) => {
      if (text.includes("'a'")) return complaint(text, "cron('@daily')", 'no cron');
      if (text.includes("'b'")) return complaint(text, 'docker {', 'Invalid agent type "docker" specified.');
      if (text.includes("'c'")) return complaint(text, '@Library', 'no library');
      return complaint(text, "'team'", 'no namespace');
    });
    expect(checked.diagnostics.map(brief)).to.deep.equal([
      'jenkins-lint cooperage.json:5:20',
      'jenkins-lint cooperage.json:9:14',
      'jenkins-lint fragments/b.json:3:14',
      'jenkins-lint images/a/image.json:6:15',
    ]);
    expect(checked.images).to.deep.equal([]);
    const agent = checked.diagnostics.find(({ location }) => location?.file === 'fragments/b.json');
    expect(agent?.message).to.equal(
      'the linter of Jenkins refuses the Jenkinsfile: Invalid agent type "docker" specified',
    );
    expect(agent?.related?.[0]).to.deep.include({ message: 'in the generated Jenkinsfile: docker {' });
    expect(agent?.related?.[0]?.location).to.deep.include({
      file: 'images/b/Jenkinsfile',
      start: { line: 7, column: 5 },
    });
    expect(agent?.related?.some(({ message }) => message === 'it came by `extends`')).to.equal(true);
    for (const kind of ['text', 'json', 'sarif', 'gitlab'] as const)
      expect(format(checked.diagnostics, kind, { color: false, version: '1' })).to.include(
        'Invalid agent type',
      );
  });

  it('tells once what all variants of a matrix have', async () => {
    const matrix = { matrix: { axes: { os: ['a', 'b', 'c'] } } };
    const files = { 'images/web/image.json': spec({ ...matrix, publish: { tags: ['${{ matrix.os }}'] } }) };
    const { checked, linted } = await lint(files, (text) => complaint(text, 'agent any', 'no agent'));
    expect(linted).to.equal(3);
    expect(checked.diagnostics.map(brief)).to.have.length(1);
  });

  it('errors without a place, and of lines that are not there, are at the beginning', async () => {
    const answers = [
      'Errors encountered validating Jenkinsfile:\njava.lang.StackOverflowError',
      'Errors encountered validating Jenkinsfile:\nWorkflowScript: 9999: far away @ line 9999, column 1.',
    ];
    for (const answer of answers) {
      const { checked } = await lint({ 'images/web/image.json': spec() }, () => answer);
      expect(checked.diagnostics.map(brief)).to.deep.equal(['jenkins-lint :1:1']);
    }
  });

  it('asks only about images without errors, and those that are named', async () => {
    const asked: string[] = [];
    const files = {
      'images/a/image.json': spec({ name: 'a' }),
      'images/b/image.json': spec({ name: 'b', expsoe: [1] }),
      'images/c/image.json': spec({ name: 'c' }),
    };
    const keep = (text: string): string => {
      asked.push(/images\/(.)\//u.exec(text)?.[1] ?? '');
      return VALID;
    };
    const all = await lint(files, keep);
    expect(asked.splice(0)).to.deep.equal(['a', 'c']);
    expect(all.checked.diagnostics.map(({ code }) => code)).to.deep.equal(['unknown-key']);
    await lint(files, keep, ['c']);
    expect(asked).to.deep.equal(['c']);
  });

  it('stops at the first fault, and says what it has found until then', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`images/i${index}/image.json`, spec({ name: `i${index}` })]),
    );
    let asked = 0;
    const { checked, linted, fault } = await lint(files, (text, count) => {
      asked = count;
      return count < 3 ? complaint(text, 'agent any', 'no') : FAULT;
    });
    expect(fault).to.equal(FAULT);
    expect(linted).to.equal(2);
    expect(asked).to.be.below(20);
    expect(checked.diagnostics).to.have.length(2);
  });

  it('a controller without the plugin, or with something else in its place', async () => {
    const files = { 'images/web/image.json': spec() };
    expect((await lint(files, () => null)).fault).to.deep.include({ kind: 'missing' });
    const { fault } = await lint(files, () => '<html>\u001b[31m');
    expect(fault?.reason).to.equal(`${url} answers "<html>\\u001b[31m" where its linter should`);
  });

  it('what the linter says steers no terminal', async () => {
    const { checked } = await lint({ 'images/web/image.json': spec() }, (text) =>
      complaint(text, 'agent any', '\u001b]0;title\u0007\u202e'),
    );
    const shown = format(checked.diagnostics, 'text', { color: false, version: '1' });
    expect(shown).to.not.match(/[\u001b\u0007\u202e]/u);
  });
});
