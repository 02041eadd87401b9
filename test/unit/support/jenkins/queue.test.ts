import { expect } from 'chai';
import { type FakeController, startJenkins } from '../../../support/jenkins/controller.js';
import { api, ask, itemIn, post, until } from '../../../support/jenkins/raw.js';

interface QueueJson {
  readonly _class: string;
  readonly why: string | null;
  readonly stuck: boolean;
  readonly cancelled?: boolean;
  readonly executable?: { readonly number: number; readonly url: string } | null;
  readonly actions: readonly { readonly causes?: readonly object[] }[];
}

describe('the stand-in Jenkins: the queue', () => {
  let jenkins: FakeController;
  beforeEach(async () => (jenkins = await startJenkins()));
  afterEach(() => jenkins.stop());

  const item = (id: number): Promise<QueueJson> => api(jenkins, `/queue/item/${id}/api/json`);
  const buildable = ({ _class }: QueueJson): boolean => _class.endsWith('$BuildableItem');

  it('answers a trigger with 201 and an absolute Location', async () => {
    jenkins.job('f/plain');
    const response = await post(jenkins, '/job/f/job/plain/build');
    expect(response.status).to.equal(201);
    expect(response.headers.get('location')).to.equal(`${jenkins.url}/queue/item/1/`);
    const left = await until(
      () => item(1),
      ({ executable }) => executable !== undefined,
    );
    expect(left._class).to.equal('hudson.model.Queue$LeftItem');
    expect(left.executable).to.include({ number: 1, url: `${jenkins.url}/job/f/job/plain/1/` });
    await jenkins.idle();
  });

  it('has one way to start jobs with parameters, and another for those without', async () => {
    jenkins.job('with', { parameters: { tag: '1' } });
    jenkins.job('without');
    const statuses = [];
    for (const path of [
      'with/build',
      'without/buildWithParameters',
      'none/build',
      'with/buildWithParameters',
    ])
      statuses.push((await post(jenkins, `/job/${path}`)).status);
    expect(statuses).to.deep.equal([400, 500, 404, 201]);
    expect((await ask(jenkins, '/job/with/buildWithParameters')).status).to.equal(405);
    expect((await ask(jenkins, '/job/without/build')).status).to.equal(405);
    const json = JSON.stringify({ parameter: [{ name: 'tag', value: '2' }] });
    expect((await post(jenkins, '/job/with/build', { json })).status).to.equal(201);
    await jenkins.idle();
    const runs = jenkins.builds('with').map(({ parameters }) => parameters[0]?.value);
    expect(runs).to.deep.equal(['1', '2']);
  });

  it('takes values byte for byte, trims where the job says so, and forgets unknown names', async () => {
    jenkins.job('with', { parameters: { tag: '1', name: 'x' } });
    await post(jenkins, '/job/with/buildWithParameters', { tag: '  a$b"c\'ü ', other: 'y' });
    await jenkins.idle();
    const { actions } = await api<{ actions: { parameters?: object[] }[] }>(jenkins, '/job/with/1/api/json');
    expect(actions.find(({ parameters }) => parameters)?.parameters).to.deep.equal([
      { _class: 'hudson.model.StringParameterValue', name: 'tag', value: 'a$b"c\'ü' },
      { _class: 'hudson.model.StringParameterValue', name: 'name', value: 'x' },
    ]);
  });

  it('waits for the quiet period, and says so', async () => {
    await jenkins.stop();
    jenkins = await startJenkins({ quietPeriod: 5_000 });
    jenkins.job('slow');
    const first = await item(itemIn(await post(jenkins, '/job/slow/build')));
    expect(first._class).to.equal('hudson.model.Queue$WaitingItem');
    expect(first.why).to.match(/^In the quiet period\. Expires in [45]\.\d sec$/);
    expect(await api(jenkins, '/job/slow/api/json?tree=inQueue,queueItem[id]')).to.deep.include({
      inQueue: true,
    });
    const hurried = itemIn(await post(jenkins, '/job/slow/build?delay=0sec'));
    expect(hurried).to.equal(1);
  });

  it('blocks a second build beside the first, and folds equal requests into one', async () => {
    jenkins.job('one', { parameters: { tag: '1' }, notConcurrent: true });
    jenkins.script('one', { stages: [{ name: 'A', ms: 120 }] });
    await post(jenkins, '/job/one/buildWithParameters', { tag: '1' });
    await until(
      () => item(1),
      ({ executable }) => executable !== undefined,
    );
    const second = await post(jenkins, '/job/one/buildWithParameters', { tag: '2' });
    const again = await post(jenkins, '/job/one/buildWithParameters', { tag: '2' });
    expect([second.status, again.status]).to.deep.equal([201, 303]);
    expect(itemIn(again)).to.equal(itemIn(second));
    const blocked = await until(
      () => item(itemIn(second)),
      ({ _class }) => _class.endsWith('BlockedItem'),
    );
    expect(blocked.why).to.match(/^Build #1 is already in progress/);
    await jenkins.idle();
    expect(jenkins.builds('one')).to.have.length(2);
    expect(jenkins.builds('one')[1]?.started).to.be.at.least(
      (jenkins.builds('one')[0]?.started ?? 0) + (jenkins.builds('one')[0]?.duration ?? 0) - 2,
    );
  });

  it('lets builds run together where the job does not forbid it', async () => {
    jenkins.job('many', { parameters: { tag: '1' } });
    jenkins.script('many', { stages: [{ name: 'A', ms: 60 }] });
    for (const tag of ['1', '2']) await post(jenkins, '/job/many/buildWithParameters', { tag });
    await until(
      () => Promise.resolve(jenkins.world.job('many').running.length),
      (running) => running === 2,
    );
    await jenkins.idle();
  });

  it('says why an item waits, and whether it is stuck', async () => {
    jenkins.job('held');
    jenkins.hold('held', 'There are no nodes with the label ‘arm64’', true);
    const id = itemIn(await post(jenkins, '/job/held/build'));
    const waiting = await until(() => item(id), buildable);
    expect(waiting).to.include({ why: 'There are no nodes with the label ‘arm64’', stuck: true });
    jenkins.release('held');
    await jenkins.idle();
    expect(jenkins.builds('held')).to.have.length(1);
  });

  it('cancels with 204, and knows cancelled items', async () => {
    jenkins.job('held');
    jenkins.hold('held', 'Waiting for next available executor');
    const id = itemIn(await post(jenkins, '/job/held/build'));
    await until(() => item(id), buildable);
    expect((await post(jenkins, `/queue/cancelItem?id=${id}`)).status).to.equal(204);
    expect(await item(id)).to.deep.include({
      _class: 'hudson.model.Queue$LeftItem',
      cancelled: true,
      executable: null,
    });
    expect((await post(jenkins, `/queue/cancelItem?id=${id}`)).status).to.equal(404);
    expect((await post(jenkins, '/queue/cancelItem?id=99')).status).to.equal(404);
    const other = itemIn(await post(jenkins, '/job/held/build'));
    expect((await post(jenkins, `/queue/item/${other}/cancelQueue`)).status).to.equal(204);
    expect(await item(other)).to.include({ cancelled: true });
  });

  it('forgets items that have left', async () => {
    await jenkins.stop();
    jenkins = await startJenkins({ leftItemsFor: 0 });
    jenkins.job('quick');
    await post(jenkins, '/job/quick/build');
    await jenkins.idle();
    expect((await ask(jenkins, '/queue/item/1/api/json')).status).to.equal(404);
  });
});
