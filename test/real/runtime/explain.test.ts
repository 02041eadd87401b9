/** Report's explanation of a failure, by the awk of the agent: the same that the compiler's scanner says. */
import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import { FailureScanner } from '../../../compiler/failures/scan.js';
import { SHOWN } from '../../../tools/failure-table.js';
import { needs } from '../../support/parts.js';
import { FIXTURES, type Fixture } from '../../unit/failures/fixtures.js';
import { Folder, SHELLS, runStage } from './runtime.js';

const STAGES = ['Verify', 'Prepare', 'Build', 'Test', 'Push'];
const shown = new Set(SHOWN.map(({ code }) => code));
const fixtures = FIXTURES.filter(({ code, stage }) => shown.has(code) && STAGES.includes(stage ?? ''));

describe('stage scripts: Report explains', function () {
  this.timeout(120_000);
  let folder: Folder;

  before(function () {
    needs(this, 'dash');
  });
  beforeEach(() => (folder = new Folder()));
  afterEach(() => folder.remove());

  /** As a stage leaves it: its last word apart from the builder's. */
  function leave({ stage, lines }: Pick<Fixture, 'stage' | 'lines'>): void {
    const own = lines.find((line) => line.startsWith(`${stage}: ERROR: `));
    folder.write('work/.cooperage', '');
    folder.write('work/state/stage', `${stage}\n`);
    folder.write('work/state/ended', `${stage} 1\n`);
    folder.write(
      'work/state/output',
      lines
        .filter((line) => line !== own)
        .map((line) => `${line}\n`)
        .join(''),
    );
    if (own !== undefined) folder.write('work/state/failure', `${own}\n`);
  }

  const report = (shell: readonly string[] = ['sh'], env: Record<string, string> = {}) =>
    runStage('report', { shell, cwd: folder.path, env: { COOPERAGE_WORK: `${folder.path}/work`, ...env } });

  for (const shell of SHELLS)
    it(`what the scanner says, of every kind of failure (${shell[0] ?? ''})`, async () => {
      for (const fixture of fixtures) {
        const { stage, lines } = fixture;
        const scanner = new FailureScanner();
        for (const text of lines) scanner.line({ text, stage });
        const failure = scanner.result({
          result: 'FAILURE',
          stages: [{ name: stage ?? '', status: 'FAILED' }],
        });
        leave(fixture);
        // busybox sh takes the awk of PATH, which is another one here.
        folder.write('bin/awk', '#!/bin/sh\nexec busybox awk "$@"\n', 0o755);
        const path = `${shell[0] === 'busybox' ? `${folder.path}/bin:` : ''}${process.env['PATH'] ?? ''}`;
        const { code, stdout } = await report(shell, { PATH: path });
        const said = stdout.split('\n');
        expect(code, stdout).to.equal(0);
        expect(said[0]).to.equal(
          `Report: the stage ${stage} failed: ${failure?.what.replaceAll('…', '...')} [${failure?.code}]`,
        );
        expect(stdout).to.contain(`  line          ${failure?.evidence.slice(0, 300)}`);
        expect(stdout).to.contain(`  what to do    ${failure?.todo.replaceAll('…', '...')}`);
        folder.remove();
        folder = new Folder();
      }
    });

  it('the instruction and its line in the Dockerfile', async () => {
    leave({
      stage: 'Build',
      lines: [
        ' > [2/3] RUN make:',
        'Dockerfile:9',
        'ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 2',
      ],
    });
    const { stdout } = await report(['dash'], { COOPERAGE_SPEC: 'images/web/image.json' });
    expect(stdout).to.contain('instruction   RUN make (line 9 of its Dockerfile)');
    expect(stdout).to.contain('comes from    the field that gave this instruction (images/web/image.json)');
  });

  it('no line of a builder that had secrets', async () => {
    leave({
      stage: 'Build',
      lines: ['hunter2 No space left on device', 'Build: ERROR: the build failed with exit code 1'],
    });
    folder.write('work/state/output-private', '');
    const { stdout } = await report();
    expect(stdout).to.contain('[disk-full]').and.not.to.contain('hunter2');
  });

  it('who stopped it, who killed it, and what it usually is when no script ran', async () => {
    leave({ stage: 'Build', lines: [] });
    folder.write('work/state/ended', 'Build 143\n');
    expect((await report()).stdout).to.contain('the stage Build was stopped from outside');
    folder.write('work/state/ended', 'Prepare 0\n');
    expect((await report()).stdout)
      .to.contain('was killed')
      .and.to.contain('[process-vanished]');
    folder.write('work/state/ended', 'Build 0\n');
    expect((await report(['sh'], { COOPERAGE_RESULT: 'FAILURE' })).stdout).to.contain(
      'before the script of the next stage',
    );
    folder.remove();
    folder = new Folder();
    expect((await report(['sh'], { COOPERAGE_RESULT: 'FAILURE' })).stdout)
      .to.contain('no script of a stage ran')
      .and.to.contain('publish.credentialsId');
    expect((await report()).stdout).to.equal(
      'Report: nothing was pushed in this build, so there is nothing to report\n',
    );
  });

  it('hostile output: no control character, no end of a long line, and in no time', async () => {
    const noise = `\u001b[31m%s\\n$(id)\u0007 ${'[('.repeat(5000)}`;
    leave({
      stage: 'Build',
      lines: [...Array.from({ length: 2000 }, () => noise), 'No space left on device \u001b]0;x\u0007'],
    });
    const began = performance.now();
    const { code, stdout } = await report(['busybox', 'sh']);
    expect(code).to.equal(0);
    expect(stdout)
      .to.contain('[disk-full]')
      .and.to.match(/^[\n\x20-\x7e]*$/);
    expect(performance.now() - began).to.be.lessThan(10_000);
  });

  it('the table in the script is the one in the repository', () => {
    expect(existsSync('runtime/lib/failure-table.sh')).to.equal(true);
    expect(readFileSync('resources/cooperage/report.sh', 'utf8')).to.contain(
      readFileSync('runtime/lib/failure-table.sh', 'utf8'),
    );
  });
});
