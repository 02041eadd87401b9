import { expect } from 'chai';
import type { BuildSummary, ImageStatus } from '../../../../compiler/builds/status.js';
import type { Stage } from '../../../../compiler/clients/jenkins/types.js';
import type { Io } from '../../../../compiler/cli/io.js';
import { detail, trend } from '../../../../compiler/cli/status/detail.js';
import { overview } from '../../../../compiler/cli/status/overview.js';
import { paintFor } from '../../../../compiler/cli/status/paint.js';
import { stageSentence } from '../../../../compiler/cli/status/stages.js';
import { ago, lacking, why } from '../../../../compiler/cli/status/words.js';
import { widthOf } from '../../../../compiler/cli/text-width.js';

const NOW = Date.UTC(2026, 5, 1, 12);
const MINUTE = 60_000;
const io = (env: Record<string, string> = { LANG: 'C.UTF-8' }, color = false): Io => ({
  out: () => {},
  err: () => {},
  color,
  isTerminal: true,
  columns: 80,
  env,
});
const look = (width = 100, of: Io = io()) => ({ paint: paintFor(of), width, now: NOW });

const stage = (name: string, seconds: number, state: Stage['status'] = 'SUCCESS'): Stage => ({
  name,
  status: state,
  started: NOW,
  duration: seconds * 1000,
});
const STAGES = [stage('Verify', 1), stage('Prepare', 2), stage('Build', 50), stage('Push', 4)];

function build(number: number, more: Partial<BuildSummary> = {}): BuildSummary {
  return {
    number,
    url: `http://jenkins/job/web/${number}/`,
    building: false,
    result: 'SUCCESS',
    started: NOW - 3 * 60 * MINUTE,
    duration: 60_000,
    estimated: 0,
    causes: [{ description: 'Started by user Ann', user: 'ann', upstream: null }],
    tags: ['1.0', 'latest'],
    reference: 'r.example.com/team/web:1.0',
    digest: `sha256:${'0123456789ab'.repeat(5)}0123`,
    stages: null,
    ...more,
  };
}

function status(name: string, builds: readonly BuildSummary[], more: Partial<ImageStatus> = {}): ImageStatus {
  return {
    image: `images/${name}`,
    name,
    job: `team/${name}`,
    url: `http://jenkins/job/team/job/${name}/`,
    state: 'ready',
    waiting: null,
    builds,
    fault: null,
    ...more,
  };
}

const HOSTILE = 'x\u001b[31m\u0007\n\u202e\u009b2J';

describe('cli/status: what is shown', () => {
  it('of many images: two lines each, and a sum', () => {
    const failed = build(7, {
      result: 'FAILURE',
      duration: 12_000,
      started: NOW - 5 * MINUTE,
      digest: null,
      reference: null,
      stages: [stage('Verify', 1), stage('Build', 11, 'FAILED')],
      causes: [{ description: 'Started by timer', user: null, upstream: null }],
    });
    const text = overview(
      [
        status('web', [build(3, { stages: STAGES }), build(2), build(1, { result: 'ABORTED' })]),
        status('api', [failed, build(6)]),
        status('new', []),
        status('gone', [], { state: 'missing', url: null }),
        status('off', [build(1)], { state: 'disabled' }),
      ],
      look(),
    );
    expect(text.split('\n')).to.deep.equal([
      'image  last       build  when             took  tags         digest        before',
      'web    ✓ success     #3  3 h ago    1 min 00 s  1.0, latest  0123456789ab  ASS',
      '    VPBBBBBBBBBBBP  Build took 50 s · ann',
      'api    ✗ failed      #7  5 min ago        12 s  1.0, latest                SF',
      '    VVbbbbbbbbbbbbb  failed in Build after 11 s · timer · last pushed: 0123456789ab by #6',
      'new    -',
      '    never built: cooper build images/new',
      'gone   -',
      '    no job: cooper jobs sync',
      'off    ✓ success     #1  3 h ago    1 min 00 s  1.0, latest  0123456789ab  S',
      '    disabled in Jenkins · ann',
      '',
      '5 images: 2 success, 1 failed, 1 never built, 1 without a job (cooper jobs sync)',
      '',
    ]);
  });

  it('of one image: its builds with a chart, how they compare, its stages', () => {
    const builds = [
      build(4, { duration: 90_000, stages: [...STAGES, stage('Declarative: Post Actions', 0.1)] }),
      build(3, { result: 'FAILURE', duration: 11_250, digest: null, tags: [] }),
      build(2),
      build(1),
    ];
    expect(detail(status('web', builds), look(120)).split('\n')).to.deep.equal([
      'images/web  job team/web',
      'http://jenkins/job/team/job/web/',
      '',
      'build  result     when           took                            tags         digest        why',
      '   #4  ✓ success  3 h ago  1 min 30 s  ████████████████████████  1.0, latest  0123456789ab  ann',
      '   #3  ✗ failed   3 h ago        11 s  ███                                                  ann',
      '   #2  ✓ success  3 h ago  1 min 00 s  ████████████████          1.0, latest  0123456789ab  ann',
      '   #1  ✓ success  3 h ago  1 min 00 s  ████████████████          1.0, latest  0123456789ab  ann',
      '',
      'The median of 2 earlier successes is 1 min 00 s; the latest one took 50 % longer.',
      '',
      'Stages of #4:',
      '  Verify               1.0 s  ▋',
      '  Prepare              2.0 s  █▎',
      '  Build                 50 s  ██████████████████████████████',
      '  Push                 4.0 s  ██▍',
      '  Post Actions         0.1 s  ▏',
      '',
    ]);
  });

  it('of one image that was never built, waits, or could not be read: why', () => {
    const first = (more: Partial<ImageStatus>, builds: readonly BuildSummary[] = []): string =>
      lacking(status('web', builds, more));
    expect(first({})).to.equal('never built: cooper build images/web');
    expect(first({ state: 'disabled' })).to.equal('disabled in Jenkins');
    expect(first({ waiting: { why: 'no executor', stuck: false } })).to.equal(
      'waits in the queue: no executor',
    );
    expect(first({ waiting: { why: null, stuck: true } })).to.equal('stuck in the queue');
    const fault = {
      kind: 'forbidden',
      status: 403,
      reason: 'team/web: may not be read',
      advice: '',
    } as const;
    expect(first({ state: 'unknown', fault })).to.equal('team/web: may not be read');
    expect(first({}, [build(1)])).to.equal('');
    expect(detail(status('web', []), look())).to.contain('never built: cooper build images/web\n');
  });

  it('of a build that runs: where it is, and how far', () => {
    const running = build(5, {
      building: true,
      result: null,
      duration: 30_000,
      estimated: 60_000,
      stages: [stage('Verify', 1), stage('Build', 29, 'IN_PROGRESS')],
    });
    const text = overview([status('web', [running])], look());
    expect(text).to.contain('▸ running').and.contain('in Build · about 50 %').and.contain('r\n');
    expect(overview([status('web', [{ ...running, duration: 70_000 }])], look())).to.contain(
      'longer than usual',
    );
    expect(stageSentence([stage('Approval', 9, 'PAUSED_PENDING_INPUT')])).to.equal(
      'waits for an answer in Approval',
    );
  });

  it('with ASCII where the terminal has no more, with colours where it has some', () => {
    const statuses = [status('web', [build(1, { stages: STAGES })])];
    const plain = look(100, io({ LANG: 'C' }));
    expect(overview(statuses, plain)).to.match(/^[ -~\n]*$/);
    expect(detail(statuses[0] as ImageStatus, plain))
      .to.match(/^[ -~\n]*$/)
      .and.contain('+ success');
    const colored = overview(statuses, look(100, io({ LANG: 'C.UTF-8' }, true)));
    expect(colored).to.contain('\u001b[32m✓ success').and.contain('\u001b[32mS\u001b[39m');
  });

  it('never wider than the terminal', () => {
    const wide = status('日本語'.repeat(20), [
      build(1, {
        stages: [stage('長い名前'.repeat(20), 5), stage('x', 1, 'FAILED')],
        tags: ['t'.repeat(128)],
        causes: [{ description: '', user: 'ü'.repeat(300), upstream: null }],
      }),
    ]);
    for (const width of [40, 60, 80, 132])
      for (const text of [overview([wide], look(width)), detail(wide, look(width))])
        for (const line of text
          .split('\n')
          .filter((each) => !each.startsWith('images/') && !each.startsWith('http')))
          expect(widthOf(line), line).to.be.at.most(width);
  });

  it('with nothing in it that steers the terminal, or that never was a time', () => {
    const statuses = [
      status(HOSTILE, [
        build(1, {
          tags: [HOSTILE],
          digest: HOSTILE,
          started: Number.NEGATIVE_INFINITY,
          causes: [{ description: HOSTILE, user: null, upstream: null }],
          stages: [stage(HOSTILE, 1, 'FAILED')],
        }),
        build(0, {
          causes: [{ description: '', user: null, upstream: { job: HOSTILE, number: 1 } }],
          started: -9e15,
        }),
      ]),
      status('web', [], {
        state: 'unknown',
        fault: { kind: 'failed', status: 500, reason: HOSTILE, advice: HOSTILE },
        url: HOSTILE,
      }),
    ];
    for (const text of [overview(statuses, look()), ...statuses.map((each) => detail(each, look()))])
      expect(text).not.to.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});

describe('cli/status: words', () => {
  it('say when', () => {
    const before = (ms: number): string => ago(NOW - ms, NOW);
    expect([-5, 59_000, 60_000, 59.9 * MINUTE].map(before)).to.deep.equal([
      'just now',
      'just now',
      '1 min ago',
      '59 min ago',
    ]);
    expect([60 * MINUTE, 47 * 60 * MINUTE, 49 * 60 * MINUTE].map(before)).to.deep.equal([
      '1 h ago',
      '47 h ago',
      '2 days ago',
    ]);
    expect(before(70 * 24 * 60 * MINUTE)).to.equal('2026-03-23');
  });

  it('say who, and after what', () => {
    const cause = (description: string, more: object = {}) => ({
      description,
      user: null,
      upstream: null,
      ...more,
    });
    expect(why([cause('Started by timer')])).to.equal('timer');
    expect(why([cause('Started by an SCM change')])).to.equal('SCM change');
    expect(why([cause('Started by user Ann', { user: 'ann' })])).to.equal('ann');
    expect(why([cause('x', { upstream: { job: 'team/base', number: 41 } })])).to.equal('after team/base #41');
    expect(why([cause('Push by bob'), cause('Push by bob'), cause('Started by timer')])).to.equal(
      'Push by bob, timer',
    );
  });

  it('compare successes only, and only where there are others', () => {
    const took = (...seconds: number[]): string =>
      trend(seconds.map((each, index) => build(9 - index, { duration: each * 1000 })))[0] ?? '';
    expect(took(60)).to.equal('');
    expect(took(61, 60)).to.contain('took as long');
    expect(took(30, 60)).to.contain('50 % shorter');
    expect(trend([build(2, { result: 'FAILURE' }), build(1)])).to.deep.equal([]);
  });
});
