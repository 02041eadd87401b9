import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { followLog } from '../../../compiler/builds/follow-log.js';
import { LogReader } from '../../../compiler/builds/log-reader.js';
import { accessOf } from '../../../compiler/clients/jenkins/access.js';
import { connect } from '../../../compiler/clients/jenkins/client.js';
import type { Answer, BuildState } from '../../../compiler/clients/jenkins/types.js';
import { startJenkins, type FakeController } from '../../support/jenkins/controller.js';

const PATH = ['team', 'web'];
const LINES = Array.from({ length: 20 }, (_, index) => `line ${index}`);

describe('builds/follow-log', () => {
  let controller: FakeController;
  let done: Promise<unknown>;
  let told: string[];
  let lines: string[];
  beforeEach(async () => {
    controller = await startJenkins();
    controller.job('team/web');
    controller.script('team/web', { stages: [{ name: 'Build', lines: LINES, ms: 200 }] });
    done = controller.run('team/web');
    while (controller.builds('team/web').length === 0) await pause(2);
    told = [];
    lines = [];
  });
  afterEach(async () => {
    controller.heal();
    await controller.stop();
  });

  async function follow(now: () => number = () => 0): Promise<Answer<BuildState | null>> {
    const access = accessOf(controller.env, (path) => readFileSync(path, 'utf8'));
    if ('problem' in access) throw new Error(access.problem);
    const jenkins = connect(access, { retries: 0, sleep: () => Promise.resolve() });
    const reader = new LogReader(({ text, kind }) => {
      if (kind === 'output') lines.push(text);
    });
    return followLog(jenkins, PATH, 1, reader, {
      sleep: () => pause(10),
      now,
      onConnection: (state) => told.push(state),
    });
  }
  const built = (): string[] => lines.filter((line) => line.startsWith('line '));

  it('goes on until the build is done, and gives each line once', async () => {
    const answer = await follow();
    expect('value' in answer && answer.value).to.include({ number: 1, building: false, result: 'SUCCESS' });
    expect(built()).to.deep.equal(LINES);
    expect(lines.at(-1)).to.equal('Finished: SUCCESS');
    expect(told).to.deep.equal([]);
    await done;
  });

  it('goes on over lost connections, wherever they break', async () => {
    for (const cutAfter of [0, 1, 50, 333])
      controller.fail({ cutAfter }, { path: 'progressiveText', skip: 1 });
    controller.fail('cut', { path: 'progressiveText', skip: 6, times: 8 });
    const answer = await follow();
    expect('value' in answer && answer.value?.result).to.equal('SUCCESS');
    expect(built()).to.deep.equal(LINES);
    expect(told).to.include('lost');
    expect(told.filter((_, index) => index % 2 === 0).every((state) => state === 'lost')).to.equal(true);
    expect(told.at(-1)).to.equal('back');
    await done;
  });

  it('goes on over a restart of the controller', async () => {
    const following = follow();
    await pause(50);
    await controller.restart({ refuse: 60, loading: 60 });
    const answer = await following;
    expect('value' in answer && answer.value?.result).to.equal('SUCCESS');
    expect(built()).to.deep.equal(LINES);
    expect(told).to.deep.equal(['lost', 'back']);
    await done;
  });

  it('gives up when nobody answers for long', async () => {
    let clock = 0;
    controller.fail('cut', { times: 10_000 });
    const answer = await follow(() => (clock += 5 * 60 * 1000));
    expect('fault' in answer && answer.fault.kind).to.equal('unreachable');
    expect(told).to.deep.equal(['lost']);
  });

  it('tells when somebody deletes the job', async () => {
    const following = follow();
    await pause(30);
    controller.remove('team/web');
    const answer = await following;
    expect('fault' in answer && answer.fault.kind).to.equal('missing');
  });
});
