import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { waitInQueue } from '../../../compiler/builds/queue.js';
import { accessOf } from '../../../compiler/clients/jenkins/access.js';
import { connect } from '../../../compiler/clients/jenkins/client.js';
import type { Answer, JenkinsApi } from '../../../compiler/clients/jenkins/types.js';
import { startJenkins, type FakeController } from '../../support/jenkins/controller.js';

const PATH = ['team', 'web'];

describe('builds/queue', () => {
  let controller: FakeController;
  let jenkins: JenkinsApi;
  let told: string[];
  beforeEach(async () => {
    told = [];
    // An item is forgotten as soon as it has left.
    controller = await startJenkins({ quietPeriod: 20, leftItemsFor: 0 });
    controller.job('team/web', { parameters: { image_tag: '' } });
    const access = accessOf(controller.env, (path) => readFileSync(path, 'utf8'));
    if ('problem' in access) throw new Error(access.problem);
    jenkins = connect(access, { retries: 0, sleep: () => Promise.resolve() });
  });
  afterEach(() => controller.stop());

  const started = async (): Promise<number> => {
    const answer = await jenkins.trigger(PATH, {});
    if ('fault' in answer) throw new Error(answer.fault.reason);
    return answer.value;
  };
  const wait = (item: number, more: { signal?: AbortSignal; patience?: number } = {}) =>
    waitInQueue(jenkins, PATH, item, {
      now: () => performance.now(),
      sleep: () => new Promise((ready) => setTimeout(ready, 10)),
      patience: 10_000,
      onWaiting: (why, stuck) => told.push(`${why}${stuck ? ' (stuck)' : ''}`),
      onConnection: (state) => told.push(state),
      ...more,
    });

  it('finds the build of an item that Jenkins has forgotten, among others', async () => {
    await controller.run('team/web');
    const item = await started();
    await controller.idle();
    await controller.run('team/web');
    expect(await wait(item)).to.deep.equal({ value: 2 });
  });

  it('tells an item of which no build came, and none is left', async () => {
    controller.hold('team/web', 'There are no nodes with the label ‘arm’', true);
    const item = await started();
    const answer = wait(item);
    while (!told.includes('There are no nodes with the label ‘arm’ (stuck)'))
      await new Promise((ready) => setTimeout(ready, 5));
    await jenkins.cancel(item);
    expect(faultOf(await answer)).to.include({ kind: 'missing' });
    expect(faultOf(await answer)?.advice).to.include('cancelled');
    // Each reason once.
    expect(new Set(told).size).to.equal(told.length);
  });

  it('waits over a lost connection, as long as its patience is', async () => {
    controller.hold('team/web', 'held');
    const item = await started();
    controller.fail('cut', { path: '/queue/item/', times: 3 });
    const answer = wait(item);
    while (!told.includes('back')) await new Promise((ready) => setTimeout(ready, 5));
    controller.release('team/web');
    await controller.idle();
    expect(await answer).to.deep.equal({ value: 1 });
    expect(told.filter((each) => each === 'lost' || each === 'back')).to.deep.equal(['lost', 'back']);

    controller.fail('cut', { path: '/queue/item/', times: 1000 });
    expect(faultOf(await wait(item, { patience: 30 }))).to.include({ kind: 'unreachable' });
  });

  it('ends when nobody wants to know any more', async () => {
    controller.hold('team/web', 'held');
    const leave = new AbortController();
    const answer = wait(await started(), { signal: leave.signal });
    leave.abort();
    expect(await answer).to.deep.equal({ value: null });
  });
});

function faultOf(answer: Answer<number | null>): { kind: string; advice: string } | null {
  return 'fault' in answer ? answer.fault : null;
}
