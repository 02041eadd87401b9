import { expect } from 'chai';
import type { BuildEvent } from '../../../../compiler/builds/events.js';
import { jsonView } from '../../../../compiler/cli/build/json-view.js';
import { liveView } from '../../../../compiler/cli/build/live-view.js';
import { plainView } from '../../../../compiler/cli/build/plain-view.js';
import type { View } from '../../../../compiler/cli/build/view.js';
import type { Io } from '../../../../compiler/cli/io.js';

const BAD = '\u001b[2J\u202egpj\u0007';
const url = 'http://jenkins/job/web/1/';
const EVENTS: readonly BuildEvent[] = [
  { type: 'queued', image: 'images/web', job: 'images/web', item: 7, url },
  { type: 'waiting', image: 'images/web', why: `no node ${BAD}`, stuck: true },
  { type: 'build-start', image: 'images/web', job: 'images/web', number: 1, url },
  { type: 'stage-start', image: 'images/web', stage: `Declarative: Build${BAD}` },
  { type: 'connection', image: 'images/web', state: 'lost', reason: `away ${BAD}` },
  { type: 'stage-end', image: 'images/web', stage: `Build${BAD}`, status: 'UNKNOWN', ms: 1200 },
  {
    type: 'build-end',
    image: 'images/web',
    job: 'images/web',
    number: 1,
    url,
    result: 'SUCCESS',
    ms: 2000,
    stages: [{ name: `Build${BAD}`, status: 'SUCCESS', ms: 1200 }],
    record: { reference: `r/web:1${BAD}`, digest: BAD, tags: ['1', BAD], result: 'pushed' },
    failure: null,
  },
  { type: 'lost', image: 'images/db', job: 'images/db', number: 2, url, reason: BAD, advice: BAD },
  { type: 'not-built', image: `images/${BAD}`, reason: BAD, advice: BAD },
];

function shown(view: (io: Io) => View, events = EVENTS, more: Partial<Io> = {}): string {
  let out = '';
  const io: Io = {
    out: (text) => void (out += text),
    err: () => {},
    color: false,
    isTerminal: true,
    columns: 100,
    env: {},
    ...more,
  };
  const shows = view(io);
  for (const event of events) shows.event(event);
  shows.close();
  return out;
}

describe('cli/build: the views', () => {
  it('let nothing of a controller steer the terminal', () => {
    const views: ((io: Io) => View)[] = [
      (io) => plainView({ several: true, follow: true }, io),
      (io) => jsonView({}, io),
      (io) => liveView(io, () => 0),
    ];
    for (const view of views) {
      const out = shown(view);
      expect(out).not.to.match(/\u001b\[2J|\u0007|\u202e/u);
      expect(out).to.include('r/web:1');
    }
  });

  it('plain: tells of which image each line is, where there are several', () => {
    const out = shown((io) => plainView({ several: true }, io));
    expect(out).to.include('images/web | queued as item 7\n').and.to.include('images/web | == Build');
    expect(out).to.include('lost sight of: images/db #2');
  });

  it('live: leaves only what has ended, without colours and in ASCII where that is wanted', () => {
    const out = shown((io) => liveView(io, () => 0), EVENTS, { env: { LC_ALL: 'C' } });
    // eslint-disable-next-line no-control-regex
    expect(out)
      .not.to.match(/\u001b\[\d+m/u)
      .and.not.to.match(/[^\u0000-\u007f]/u);
    expect(out).to.include('+ success: images/web #1 after 2.0 s');
    expect(out.endsWith('\u001b[?7h')).to.equal(true);
  });

  it('live: keeps quiet while somebody is asked, and tells afterwards what happened meanwhile', () => {
    let out = '';
    const io = { out: (text: string) => void (out += text), err: () => {}, color: false, isTerminal: true };
    const view = liveView({ ...io, columns: 100, env: {} }, () => 0);
    view.pause(true);
    out = '';
    for (const event of EVENTS) view.event(event);
    expect(out).to.equal('');
    view.pause(false);
    expect(out).to.include('success: images/web #1');
    view.close();
  });

  it('json: gives a line of the log to its reader soon', async () => {
    let out = '';
    const io = { out: (text: string) => void (out += text), err: () => {}, color: false, isTerminal: false };
    const view = jsonView({}, { ...io, columns: 100, env: {} });
    view.event({ type: 'line', image: 'images/web', stage: null, text: 'slow' });
    await new Promise((ready) => setTimeout(ready, 200));
    expect(out).to.include('"text":"slow"');
    view.close();
  });
});
