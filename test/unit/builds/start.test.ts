import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { startBuild, type Started } from '../../../compiler/builds/start.js';
import { startedByParent } from '../../../compiler/builds/started-by-parent.js';
import { accessOf } from '../../../compiler/clients/jenkins/access.js';
import { connect } from '../../../compiler/clients/jenkins/client.js';
import type { Answer, JenkinsApi } from '../../../compiler/clients/jenkins/types.js';
import { startJenkins, type FakeController } from '../../support/jenkins/controller.js';
import { ADMIN } from '../../support/jenkins/http/access.js';

const PATH = ['team', 'web'];
const OTHER = { user: 'ann', token: 'aa11', password: 'secret' };
const WITH_TAG = { parameters: { image_tag: '' } };

describe('builds/start', () => {
  let controller: FakeController;
  let jenkins: JenkinsApi;
  const trigger = (values: string, { user, token } = ADMIN): Promise<unknown> =>
    fetch(`${controller.url}/job/team/job/web/buildWithParameters?${values}`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`,
      },
    });
  const posted = (): number =>
    controller.asked.filter(({ method, path }) => method === 'POST' && path.endsWith('/buildWithParameters'))
      .length;
  beforeEach(async () => {
    controller = await startJenkins({ accounts: [ADMIN, OTHER] });
    controller.job('team/web', WITH_TAG);
    const access = accessOf(controller.env, (path) => readFileSync(path, 'utf8'));
    if ('problem' in access) throw new Error(access.problem);
    jenkins = connect(access, { retries: 0, sleep: () => Promise.resolve() });
  });
  afterEach(() => controller.stop());

  /** @param meanwhile what others do before it is looked for what has become of the request */
  async function start(meanwhile: () => Promise<unknown>): Promise<Answer<Started>> {
    let first = true;
    return startBuild(
      jenkins,
      PATH,
      { image_tag: '7' },
      {
        now: () => 0,
        async sleep() {
          if (first) await meanwhile();
          first = false;
        },
      },
    );
  }

  it('finds the one build that came of a request whose answer was lost', async () => {
    controller.fail('lost', { method: 'POST' });
    const answer = await start(async () => {
      await trigger('image_tag=8');
      await controller.idle();
    });
    expect(answer).to.deep.equal({ value: { number: 1 } });
    expect(posted()).to.equal(1);
  });

  it('takes the item that waits', async () => {
    controller.hold('team/web', 'held');
    controller.fail('lost', { method: 'POST' });
    const answer = await start(() => Promise.resolve());
    expect(answer).to.deep.equal({ value: { item: 1 } });
  });

  it("does not take somebody else's item for its own", async () => {
    controller.hold('team/web', 'held');
    controller.fail('cut', { method: 'POST', path: 'buildWithParameters' });
    const answer = await start(() => trigger('image_tag=other'));
    expect(answer).to.have.property('fault');
  });

  it("does not take somebody else's build with the same values for its own", async () => {
    controller.fail('cut', { method: 'POST', path: 'buildWithParameters' });
    const answer = await start(async () => {
      await trigger('image_tag=7', OTHER);
      await controller.idle();
    });
    expect('fault' in answer && answer.fault.kind).to.equal('unknown');
    expect(controller.builds('team/web')).to.have.length(1);
  });

  it('waits for a controller that is away, and starts one build then', async () => {
    const told: string[] = [];
    const up = controller.restart({ refuse: 60, loading: 60 });
    const answer = await startBuild(
      jenkins,
      PATH,
      { image_tag: '7' },
      {
        now: () => performance.now(),
        sleep: () => pause(10),
        patience: 10_000,
        onConnection: (state) => told.push(state),
      },
    );
    await up;
    expect(answer).to.deep.equal({ value: { item: 1 } });
    expect(told).to.deep.equal(['lost', 'back']);
    await controller.idle();
    expect(controller.builds('team/web')).to.have.length(1);
  });

  it('has no patience without being told to', async () => {
    controller.fail('cut', { method: 'GET', path: '/job/web', times: 9 });
    const answer = await start(() => Promise.resolve());
    expect('fault' in answer && answer.fault.kind).to.equal('unreachable');
  });

  it('starts no job of another kind', async () => {
    controller.remove('team/web');
    controller.job('team/web', '<project/>');
    const answer = await start(() => Promise.resolve());
    expect('fault' in answer && answer.fault.reason).to.equal(
      '"team/web" is no Pipeline job, but FreeStyleProject',
    );
    expect(controller.builds('team/web')).to.have.length(0);
  });

  it('names the job that may be meant', async () => {
    controller.remove('team/web');
    controller.job('team/wbe', WITH_TAG);
    const answer = await start(() => Promise.resolve());
    expect('fault' in answer && answer.fault.reason).to.match(/, did you mean "wbe"\?$/u);
  });

  it('starts nothing again where nothing came of it, or two builds may be it', async () => {
    controller.fail('cut', { method: 'POST' });
    const none = await start(() => Promise.resolve());
    expect('fault' in none && none.fault.advice).to.include('not started again');
    controller.fail('lost', { method: 'POST' });
    const two = await start(async () => {
      await controller.idle();
      await trigger('image_tag=7');
      await controller.idle();
    });
    expect('fault' in two && two.fault.kind).to.equal('unknown');
    expect(controller.builds('team/web')).to.have.length(2);
  });

  it('finds what Jenkins has started after a parent, and nothing else', async () => {
    const waited: number[] = [];
    const clock = { now: () => 0, sleep: (ms: number) => Promise.resolve(void waited.push(ms)) };
    const look = (number: number): Promise<Started | null> =>
      startedByParent(jenkins, PATH, [{ job: 'team/base', number }], clock);
    controller.job('team/base');
    const cause = { kind: 'upstream', job: 'team/base', url: 'job/team/job/base/', number: 4 } as const;
    controller.hold('team/web', 'held');
    controller.world.schedule(controller.world.job('team/web'), cause);
    expect(await look(4)).to.deep.equal({ item: 1 });
    expect(waited).to.deep.equal([]);
    expect(await look(3)).to.equal(null);
    expect(waited).to.have.length(3);
    controller.release('team/web');
    await controller.idle();
    expect(await look(4)).to.deep.equal({ number: 1 });
    expect(await look(3)).to.equal(null);
  });
});
