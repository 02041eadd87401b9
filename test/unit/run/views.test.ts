import { expect } from 'chai';
import { jsonView } from '../../../compiler/cli/run/json-view.js';
import { liveView } from '../../../compiler/cli/run/live-view.js';
import { plainView } from '../../../compiler/cli/run/plain-view.js';
import type { RunEvent } from '../../../compiler/run/events.js';

const start: RunEvent = {
  type: 'run-start',
  image: 'web',
  target: 'r.example.com/web:1',
  stages: ['Verify', 'Build', 'Push'],
  builder: 'docker',
  commit: '',
};
const events: RunEvent[] = [
  start,
  { type: 'stage-start', stage: 'Verify' },
  { type: 'line', stage: 'Verify', stream: 'stdout', text: 'Verify: registry answers' },
  { type: 'stage-end', stage: 'Verify', status: 'passed', ms: 400 },
  { type: 'stage-start', stage: 'Build' },
  ...Array.from({ length: 8 }, (_, index): RunEvent => ({
    type: 'line',
    stage: 'Build',
    stream: 'stderr',
    text: `line ${index}`,
  })),
  { type: 'stage-end', stage: 'Build', status: 'failed', ms: 12_000 },
  { type: 'stage-start', stage: 'Cleanup' },
  { type: 'stage-end', stage: 'Cleanup', status: 'passed', ms: 100 },
  { type: 'run-end', status: 'failed', ms: 13_000, record: null },
];

function io(env: Record<string, string> = { LANG: 'C.UTF-8' }) {
  const written: string[] = [];
  const out = (text: string): void => void written.push(text);
  return { written, out, err: out, color: false, isTerminal: true, columns: 80, env };
}

describe('the views of cooper run', () => {
  it('plain: the stage before each line', () => {
    const own = io();
    const view = plainView(own);
    for (const event of events) view.event(event);
    expect(own.written.slice(0, 2)).to.deep.equal([
      '[Verify] registry answers\n',
      '[Verify] passed after 0.4 s\n',
    ]);
    expect(own.written).to.include('[Build] failed after 12 s\n');
  });

  it('json: one object a line', () => {
    const own = io();
    const view = jsonView(own);
    for (const event of events) view.event(event);
    expect(own.written.map((line) => JSON.parse(line) as unknown)).to.deep.equal(events);
    expect(own.written.every((line) => line.indexOf('\n') === line.length - 1)).to.equal(true);
  });

  it('live: redraws in place, keeps the log of a failed stage, then shows what follows below it', () => {
    const own = io();
    const view = liveView(own, () => 0);
    for (const event of events) view.event(event);
    view.close();
    const screen = shown(own.written.join(''));
    expect(screen).to.deep.equal([
      '✓ Verify         0.4 s',
      '✗ Build           12 s  failed',
      '  Push',
      'The log of Build:',
      ...Array.from({ length: 8 }, (_, index) => `  line ${index}`),
      '✓ Cleanup        0.1 s',
    ]);
  });

  it('live: a note stays below the stages', () => {
    const own = io();
    const view = liveView(own, () => 0);
    for (const event of events.slice(0, 4)) view.event(event);
    view.note('stopping');
    view.event({ type: 'stage-start', stage: 'Build' });
    view.close();
    expect(shown(own.written.join('')).slice(-2)).to.deep.equal(['  Push', '  stopping']);
  });

  it('live: plain characters where the locale has no others', () => {
    const own = io({ LANG: 'C' });
    const view = liveView(own, () => 0);
    for (const event of events.slice(0, 4)) view.event(event);
    view.close();
    expect(shown(own.written.join(''))[0]).to.equal('+ Verify         0.4 s');
  });
});

/** What a terminal shows in the end, for the few sequences that the live view writes. */
function shown(text: string): string[] {
  const rows: string[] = [];
  let row = 0;
  for (const part of text.split(/(\u001b\[[?0-9]*[A-Za-z]|\n|\r)/)) {
    const up = /^\u001b\[(\d+)A$/.exec(part);
    if (up) row -= Number(up[1]);
    else if (part === '\n') row += 1;
    else if (part === '\u001b[J') rows.length = row;
    else if (part !== '' && part !== '\r' && !part.startsWith('\u001b')) rows[row] = part.trimEnd();
  }
  return rows;
}
