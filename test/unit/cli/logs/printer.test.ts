import { expect } from 'chai';
import { LogReader } from '../../../../compiler/builds/log-reader.js';
import { StageTimes } from '../../../../compiler/builds/stage-times.js';
import type { Stage } from '../../../../compiler/clients/jenkins/types.js';
import { LogPrinter, type PrinterOptions } from '../../../../compiler/cli/logs/printer.js';
import { Ring } from '../../../../compiler/cli/logs/ring.js';
import { isStage } from '../../../../compiler/cli/logs/view.js';

const LOG = `Started by user ann
[Pipeline] Start of Pipeline
[Pipeline] stage
[Pipeline] { (Build)
[Pipeline] sh
+ make
made
[Pipeline] }
[Pipeline] // stage
[Pipeline] stage
[Pipeline] { (Declarative: Post Actions)
report
[Pipeline] }
[Pipeline] // stage
[Pipeline] End of Pipeline
Finished: SUCCESS
`;

/** What is shown of a log, where Jenkins tells this of its stages. */
function shown(log: string, options: Partial<PrinterOptions> = {}, stages: readonly Stage[] = []): string {
  let text = '';
  const printer = new LogPrinter({ write: (part) => void (text += part), bold: (part) => part, ...options });
  const times = new StageTimes(stages);
  const reader = new LogReader((line) => printer.line(line), {
    onStage: ({ name, what }) =>
      what === 'start' ? printer.stageStart(name, times.next(name)) : printer.stageEnd(),
  });
  reader.push(Buffer.from(log));
  reader.end();
  printer.end();
  return text;
}

const stage = (name: string, duration: number, status: Stage['status'] = 'SUCCESS'): Stage => ({
  name,
  status,
  started: 0,
  duration,
});

describe('cli/logs: the log as text', () => {
  it('has the stages as headings, with their times where Jenkins tells them', () => {
    const stages = [stage('Build', 58_000), stage('Declarative: Post Actions', 400, 'FAILED')];
    expect(shown(LOG, {}, stages)).to.equal(`Started by user ann

== Build (58 s)
+ make
made

== Declarative: Post Actions (failed, 0.4 s)
report

Finished: SUCCESS
`);
    expect(shown(LOG)).to.contain('== Build\n').and.contain('== Declarative: Post Actions\n');
  });

  it('has the lines of Jenkins itself where they are asked for', () => {
    expect(shown(LOG, { pipeline: true })).to.contain(
      '== Build\n[Pipeline] { (Build)\n[Pipeline] sh\n+ make\n',
    );
  });

  it('is that of one stage', () => {
    expect(shown(LOG, { stage: 'build' })).to.equal('== Build\n+ make\nmade\n');
    expect(shown(LOG, { stage: 'post actions' })).to.equal('== Declarative: Post Actions\nreport\n');
    expect(shown(LOG, { stage: 'Buil' })).to.equal('');
  });

  it('is its end, with the heading that it stands below', () => {
    expect(shown(LOG, { tail: 3 })).to.equal(
      '== Build\nmade\n\n== Declarative: Post Actions\nreport\n\nFinished: SUCCESS\n',
    );
    expect(shown(LOG, { tail: 1, stage: 'Build' })).to.equal('== Build\nmade\n');
    expect(shown(LOG, { tail: 100 })).to.equal(shown(LOG));
  });

  it('goes on with an outer stage below a heading of its own', () => {
    const log = '[Pipeline] { (Out)\na\n[Pipeline] { (In)\nb\n[Pipeline] }\nc\n[Pipeline] }\nd\n';
    expect(shown(log)).to.equal('== Out\na\n\n== In\nb\n\n== Out\nc\n\nd\n');
  });

  it('tells two stages of one name apart', () => {
    const log = '[Pipeline] { (A)\n1\n[Pipeline] }\n[Pipeline] { (A)\n2\n[Pipeline] }\n';
    expect(shown(log, {}, [stage('A', 1000), stage('A', 2000)])).to.equal(
      '== A (1.0 s)\n1\n\n== A (2.0 s)\n2\n',
    );
  });

  it('keeps the times that Timestamper wrote', () => {
    expect(shown('[2026-01-02T03:04:05.678Z] x\n')).to.equal('[2026-01-02T03:04:05.678Z] x\n');
  });

  it('writes many lines at once', () => {
    let writes = 0;
    const text = 'a line of a log\n'.repeat(10_000);
    expect(shown(text, { write: () => void writes++ })).to.equal('');
    expect(writes).to.be.within(2, 10);
  });
});

describe('cli/logs: a ring', () => {
  it('keeps the last items, by number and by weight', () => {
    const ring = new Ring<string>(3, 6, (text) => text.length);
    expect(ring.items()).to.deep.equal([]);
    for (const text of ['a', 'b', 'c', 'd']) ring.push(text);
    expect(ring.items()).to.deep.equal(['b', 'c', 'd']);
    ring.push('12345');
    expect(ring.items()).to.deep.equal(['d', '12345']);
    ring.push('1234567');
    expect(ring.items()).to.deep.equal([]);
    for (let number = 0; number < 10_000; number += 1) ring.push(String(number));
    expect(ring.items()).to.deep.equal(['9999']);
  });
});

describe('cli/logs: a stage that is asked for', () => {
  it('is named in any case, and without what Declarative puts before', () => {
    expect(isStage(undefined, null)).to.equal(true);
    expect(isStage('Build', null)).to.equal(false);
    expect(isStage('BUILD', 'Build')).to.equal(true);
    expect(isStage('checkout scm', 'Declarative: Checkout SCM')).to.equal(true);
    expect(isStage('', null)).to.equal(false);
  });
});
