import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { buildWord, chooseBuild, type BuildWord } from '../../../compiler/builds/choose-build.js';
import { parseRecord, recordOf } from '../../../compiler/builds/record.js';
import { imageStatuses, type ImageStatus, type StatusOptions } from '../../../compiler/builds/status.js';
import { accessOf } from '../../../compiler/clients/jenkins/access.js';
import { connect } from '../../../compiler/clients/jenkins/client.js';
import type { Answer, BuildState, JenkinsApi } from '../../../compiler/clients/jenkins/types.js';
import { startJenkins, type FakeController, type Script } from '../../support/jenkins/controller.js';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const RECORD = {
  reference: 'r.example.com/team/web:1',
  digest: DIGEST,
  tags: ['1', 'latest'],
  result: 'pushed',
};
const PUSHED: Script = {
  stages: [
    { name: 'Build', lines: ['make'] },
    { name: 'Push', lines: ['pushed'] },
  ],
  artifacts: { 'build-record.json': JSON.stringify(RECORD) },
};
const FAILED: Script = { stages: [{ name: 'Build', lines: ['error'] }], result: 'FAILURE' };

function valueOf<T>(answer: Answer<T>): T {
  if ('fault' in answer) throw new Error(answer.fault.reason);
  return answer.value;
}

describe('builds/status', () => {
  let controller: FakeController;
  let jenkins: JenkinsApi;
  beforeEach(async () => {
    controller = await startJenkins();
    const access = accessOf(controller.env, (path) => readFileSync(path, 'utf8'));
    if ('problem' in access) throw new Error(access.problem);
    jenkins = connect(access, { retries: 0, sleep: () => Promise.resolve() });
  });
  afterEach(() => controller.stop());

  const ask = (
    names: readonly string[],
    more: Partial<StatusOptions> = {},
  ): Promise<Answer<readonly ImageStatus[]>> =>
    imageStatuses(
      jenkins,
      names.map((name) => ({ image: `images/${name}`, name, path: ['team', name] })),
      { builds: 10, records: 'latest', now: Date.now, ...more },
    );
  const one = async (name: string, more: Partial<StatusOptions> = {}): Promise<ImageStatus> => {
    const [status] = valueOf(await ask([name], more));
    if (status === undefined) throw new Error('no status');
    return status;
  };

  it('tells of the builds, the latest first, with what was pushed and the stages of the latest', async () => {
    controller.job('team/web');
    controller.script('team/web', PUSHED, FAILED);
    await controller.run('team/web');
    await controller.run('team/web');
    const status = await one('web');
    expect(status).to.include({
      image: 'images/web',
      job: 'team/web',
      state: 'ready',
      waiting: null,
      fault: null,
    });
    expect(status.url).to.equal(`${controller.url}/job/team/job/web/`);
    const [latest, first] = status.builds;
    expect(latest).to.include({
      number: 2,
      result: 'FAILURE',
      building: false,
      digest: null,
      reference: null,
    });
    expect(latest?.stages?.map(({ name, status: state }) => [name, state])).to.deep.equal([
      ['Build', 'FAILED'],
    ]);
    expect(first).to.include({
      number: 1,
      result: 'SUCCESS',
      digest: DIGEST,
      reference: RECORD.reference,
      stages: null,
    });
    expect(first?.tags).to.deep.equal(['1', 'latest']);
    expect(first?.causes[0]?.description).to.contain('timer');
  });

  it('reads the record of the latest build that has one, or of all', async () => {
    controller.job('team/web');
    controller.script('team/web', PUSHED);
    for (let build = 0; build < 3; build += 1) await controller.run('team/web');
    const digests = (status: ImageStatus): (string | null)[] => status.builds.map(({ digest }) => digest);
    expect(digests(await one('web'))).to.deep.equal([DIGEST, null, null]);
    expect(digests(await one('web', { records: 'all' }))).to.deep.equal([DIGEST, DIGEST, DIGEST]);
    expect((await one('web', { builds: 2 })).builds).to.have.length(2);
  });

  it('takes the tags that were asked for where there is no record', async () => {
    controller.job('team/web', { parameters: { image_tag: '1.9 latest' } });
    controller.script('team/web', FAILED);
    await controller.run('team/web');
    expect((await one('web')).builds[0]?.tags).to.deep.equal(['1.9', 'latest']);
  });

  it('tells apart what was never built, has no job, is switched off, and waits', async () => {
    controller.job('team/new');
    controller.job('team/off', { disabled: true });
    controller.job('team/held');
    controller.hold('team/held', 'Waiting for next available executor', true);
    void controller.run('team/held').catch(() => {});
    const statuses = valueOf(await ask(['new', 'none', 'off', 'held']));
    expect(statuses.map(({ state, builds }) => [state, builds.length])).to.deep.equal([
      ['ready', 0],
      ['missing', 0],
      ['disabled', 0],
      ['ready', 0],
    ]);
    expect(statuses[1]?.url).to.equal(null);
    expect(statuses[3]?.waiting).to.deep.equal({ why: 'Waiting for next available executor', stuck: true });
    controller.release('team/held');
    await controller.idle();
  });

  it('counts the time of a running build up to now', async () => {
    controller.job('team/web');
    controller.script('team/web', { stages: [{ name: 'Build', lines: ['a'], ms: 150 }] });
    const done = controller.run('team/web');
    while (controller.builds('team/web').length === 0) await new Promise((wait) => setTimeout(wait, 2));
    const [build] = (await one('web', { now: () => Date.now() + 5000 })).builds;
    expect(build).to.include({ building: true, result: null });
    expect(build?.duration).to.be.within(5000, 6000);
    await done;
  });

  it('asks little, and of some images at a time', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `image-${index}`);
    for (const name of names) controller.job(`team/${name}`);
    controller.script('team/image-0', PUSHED);
    await controller.run('team/image-0');
    const before = controller.asked.length;
    const done: number[] = [];
    const statuses = valueOf(await ask(names, { atATime: 3, onProgress: (count) => done.push(count) }));
    expect(statuses.map(({ name }) => name)).to.deep.equal(names);
    expect(done).to.deep.equal(names.map((_, index) => index + 1));
    // A job; of the one that was built also the builds, the stages, the record.
    expect(controller.asked.length - before).to.equal(23);
    for (const { method, path } of controller.asked.slice(before)) {
      expect(method).to.equal('GET');
      if (path.includes('/api/json')) expect(path).to.contain('tree=');
    }
  });

  it('keeps what is wrong with one image to that image', async () => {
    controller.job('team/a');
    controller.job('team/b');
    controller.fail({ status: 403 }, { path: '/job/a/', times: 9 });
    const [a, b] = valueOf(await ask(['a', 'b']));
    expect(a).to.include({ state: 'unknown' });
    expect(a?.fault?.kind).to.equal('forbidden');
    expect(b).to.include({ state: 'ready', fault: null });
  });

  it('stops at what is wrong with the controller', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `image-${index}`);
    controller.fail('sign-on', { times: 1000 });
    const answer = await ask(names);
    expect('fault' in answer && answer.fault.kind).to.equal('not-jenkins');
    expect(controller.asked.length).to.be.below(20);
  });

  it('shows a build also where its record is none, or can not be read', async () => {
    controller.job('team/web');
    controller.script('team/web', { ...PUSHED, artifacts: { 'build-record.json': '<html>' } }, PUSHED);
    await controller.run('team/web');
    expect((await one('web')).builds[0]).to.include({ number: 1, digest: null });
    await controller.run('team/web');
    controller.fail({ status: 403 }, { path: '/artifact/', times: 9 });
    expect((await one('web')).builds[0]).to.include({ number: 2, digest: null });
  });

  describe('a record', () => {
    it('is read where the build archived one', async () => {
      controller.job('team/web');
      controller.script('team/web', PUSHED, FAILED);
      await controller.run('team/web');
      await controller.run('team/web');
      const of = async (number: number) =>
        valueOf(
          await recordOf(jenkins, ['team', 'web'], valueOf(await jenkins.build(['team', 'web'], number))),
        );
      expect(await of(1)).to.deep.equal(RECORD);
      expect(await of(2)).to.equal(null);
    });

    it('is none without its members', () => {
      for (const text of ['', 'null', '[]', '{', '{"reference": "x", "digest": 1, "result": "pushed"}'])
        expect(parseRecord(text)).to.equal(null);
      expect(parseRecord(JSON.stringify({ ...RECORD, tags: ['1', 2, null] }))?.tags).to.deep.equal(['1']);
      expect(parseRecord(JSON.stringify({ ...RECORD, tags: 'x', size: 5 }))).to.deep.include({
        tags: [],
        size: 5,
      });
    });
  });

  describe('a build that is chosen', () => {
    const choose = async (word: BuildWord): Promise<unknown> => {
      const chosen = await chooseBuild(jenkins, ['team', 'web'], word);
      return 'build' in chosen ? (chosen.build satisfies BuildState).number : chosen;
    };

    it('by number, or by what it came to', async () => {
      controller.job('team/web');
      controller.script('team/web', PUSHED, FAILED, { result: 'UNSTABLE' }, { result: 'ABORTED' });
      for (let build = 0; build < 4; build += 1) await controller.run('team/web');
      expect(await choose('last')).to.equal(4);
      expect(await choose(1)).to.equal(1);
      expect(await choose('lastFailed')).to.equal(2);
      expect(await choose('lastSuccessful')).to.equal(3);
    });

    it('may be gone, or never have been: then it is said which there are', async () => {
      expect(await choose('last')).to.deep.equal({ absent: 'job', there: [] });
      controller.job('team/web');
      expect(await choose('last')).to.deep.equal({ absent: 'build', there: [] });
      expect(await choose('lastFailed')).to.deep.equal({ absent: 'build', there: [] });
      for (let build = 0; build < 3; build += 1) await controller.run('team/web');
      controller.discard('team/web', 1);
      expect(await choose(1)).to.deep.equal({ absent: 'build', there: [3, 2] });
      expect(await choose('lastFailed')).to.deep.equal({ absent: 'build', there: [3, 2] });
    });

    it('is a fault where Jenkins does not tell', async () => {
      controller.job('team/web');
      controller.fail('cut', { times: 9 });
      expect(await choose('last')).to.have.nested.property('fault.kind', 'unreachable');
    });

    it('has a word', () => {
      expect(['12', '#12', 'last', 'lastFailed', 'lastSuccessful'].map(buildWord)).to.deep.equal([
        12,
        12,
        'last',
        'lastFailed',
        'lastSuccessful',
      ]);
      for (const text of ['', '0', '-1', '1.5', 'first', '1234567890', 'LAST', '#last'])
        expect(buildWord(text)).to.equal(null);
    });
  });
});
