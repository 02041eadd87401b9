/** The client and a whole controller: what they do together, over faults of all kinds. */
import { expect } from 'chai';
import { accessOf } from '../../../../compiler/clients/jenkins/access.js';
import { connect } from '../../../../compiler/clients/jenkins/client.js';
import type { Answer, JenkinsApi } from '../../../../compiler/clients/jenkins/types.js';
import {
  type FakeController,
  FOLDER_XML,
  jobXml,
  startJenkins,
} from '../../../support/jenkins/controller.js';

const LINES = Array.from({ length: 400 }, (_, n) => `line ${n} of the build: äöü`);

function valueOf<T>(answer: Answer<T>): T {
  if ('fault' in answer) throw new Error(`${answer.fault.kind}: ${answer.fault.reason}`);
  return answer.value;
}

function kindOf(answer: Answer<unknown>): string {
  return 'fault' in answer ? answer.fault.kind : 'value';
}

describe('the client with a controller', () => {
  let controller: FakeController;
  let said: string[];
  const client = (env: Record<string, string>): JenkinsApi => {
    const access = accessOf({ JENKINS_URL: controller.url, ...env }, () => expect.fail());
    if ('problem' in access) throw new Error(access.problem);
    return connect(access, {
      sleep: (ms) => new Promise((done) => setTimeout(done, ms / 100)),
      onRetry: (sentence) => said.push(sentence),
      timeout: 1000,
    });
  };
  const byToken = (): JenkinsApi =>
    client({ JENKINS_USER: controller.user, JENKINS_TOKEN: controller.token });
  const byPassword = (): JenkinsApi =>
    client({ JENKINS_USER: controller.user, JENKINS_PASSWORD: controller.password });

  beforeEach(async () => {
    said = [];
    controller = await startJenkins({
      prefix: '/ci',
      quietPeriod: 0,
      rootUrl: 'https://jenkins.example.com/ci',
    });
  });
  afterEach(() => controller.stop());

  async function started(jenkins: JenkinsApi, item: number): Promise<number> {
    for (;;) {
      const found = valueOf(await jenkins.queueItem(item));
      if (found.state === 'started') return found.number;
      await new Promise((done) => setTimeout(done, 5));
    }
  }

  async function logOf(jenkins: JenkinsApi, path: string[], number: number): Promise<string> {
    const bytes: Uint8Array[] = [];
    let part = { next: 0, more: true };
    while (part.more) {
      part = valueOf(await jenkins.log(path, number, part.next, (each) => bytes.push(each)));
      if (part.more) await new Promise((done) => setTimeout(done, 10));
    }
    return Buffer.concat(bytes).toString();
  }

  for (const [how, log] of [
    ['a token', byToken],
    ['a password', byPassword],
  ] as const)
    it(`makes a folder and a job, builds it, and removes both again, by ${how}`, async () => {
      const jenkins = log();
      expect(valueOf(await jenkins.facts())).to.have.keys('version', 'user');
      expect(await jenkins.items(['images'])).to.deep.equal({ value: null });
      valueOf(await jenkins.create([], 'images', FOLDER_XML));
      valueOf(await jenkins.create(['images'], 'nginx', jobXml({ parameters: { image_tag: '1' } })));
      expect(kindOf(await jenkins.create(['images'], 'nginx', jobXml({})))).to.equal('conflict');
      expect(valueOf(await jenkins.items(['images']))?.map(({ name }) => name)).to.deep.equal(['nginx']);
      const path = ['images', 'nginx'];
      const xml = valueOf(await jenkins.config(path)) ?? '';
      expect(xml).to.include('image_tag');
      valueOf(await jenkins.configure(path, xml.replace('<description>', '<description>new ')));
      const state = valueOf(await jenkins.job(path));
      expect(state.url).to.equal(`${controller.url}/job/images/job/nginx/`);
      expect(state.parameters.map(({ name }) => name)).to.deep.equal(['image_tag']);
      controller.script('images/nginx', {
        stages: [{ name: 'Build', lines: LINES, ms: 40 }],
        artifacts: { 'build-record.json': '{}' },
      });
      const number = await started(jenkins, valueOf(await jenkins.trigger(path, { image_tag: '2.0 $x' })));
      const text = await logOf(jenkins, path, number);
      for (const line of LINES) expect(text.split(line).length, line).to.equal(2);
      expect(text).to.match(/Finished: SUCCESS\s*$/u);
      const build = valueOf(await jenkins.build(path, 'lastBuild'));
      expect(build.result).to.equal('SUCCESS');
      expect(build.parameters).to.deep.equal({ image_tag: '2.0 $x' });
      expect(valueOf(await jenkins.stages(path, number))?.map(({ name }) => name)).to.deep.equal(['Build']);
      expect(valueOf(await jenkins.artifact(path, number, build.artifacts[0] ?? '', 100))?.length).to.equal(
        2,
      );
      expect(valueOf(await jenkins.builds(path, 5)).length).to.equal(1);
      valueOf(await jenkins.remove(['images']));
      expect(await jenkins.items(['images'])).to.deep.equal({ value: null });
      expect(said).to.deep.equal([]);
    });

  it('gives the wrong kind of request to a job', async () => {
    controller.job('plain');
    controller.job('asking', { parameters: { a: '' } });
    const jenkins = byToken();
    const refused = await jenkins.trigger(['asking'], null);
    expect(kindOf(refused)).to.equal('conflict');
    expect('fault' in refused && refused.fault.advice).to.include('cooper jobs sync');
    const other = await jenkins.trigger(['plain'], { a: 'b' });
    expect('fault' in other && other.fault.advice).to.include('takes no parameters');
  });

  it('stops a build, and takes one out of the queue', async () => {
    controller.job('nginx');
    controller.script('nginx', { stages: [{ name: 'Build', ms: 60_000 }] });
    const jenkins = byPassword();
    const number = await started(jenkins, valueOf(await jenkins.trigger(['nginx'], null)));
    valueOf(await jenkins.stop(['nginx'], number));
    await controller.idle();
    expect(valueOf(await jenkins.build(['nginx'], number)).result).to.equal('ABORTED');
    controller.hold('nginx', 'Waiting for next available executor');
    const item = valueOf(await jenkins.trigger(['nginx'], null));
    const reasons = new Set<string | null>();
    while (!reasons.has('Waiting for next available executor')) {
      const found = valueOf(await jenkins.queueItem(item));
      if (found.state !== 'waiting') throw new Error(found.state);
      reasons.add(found.why);
    }
    valueOf(await jenkins.cancel(item));
    expect(valueOf(await jenkins.queueItem(item)).state).to.equal('cancelled');
  });

  it('knows not whether a build was started whose answer is lost, and asks once', async () => {
    controller.job('nginx');
    const jenkins = byToken();
    controller.fail('lost', { method: 'POST' });
    expect(kindOf(await jenkins.trigger(['nginx'], null))).to.equal('unknown');
    await controller.idle();
    expect(controller.builds('nginx').length).to.equal(1);
  });

  it('reads a log over cuts and a restart, each byte once', async () => {
    controller.job('nginx');
    controller.script('nginx', { stages: [{ name: 'Build', lines: LINES }] });
    const { number } = await controller.run('nginx');
    const jenkins = byPassword();
    valueOf(await jenkins.facts());
    const whole = await logOf(jenkins, ['nginx'], number);
    for (const cutAfter of [0, 1, 700, 5000]) controller.fail({ cutAfter }, { path: 'progressiveText' });
    expect(await logOf(jenkins, ['nginx'], number)).to.equal(whole);
    said.length = 0;
    const up = controller.restart({ refuse: 100, loading: 100 });
    expect(await logOf(jenkins, ['nginx'], number)).to.equal(whole);
    await up;
    expect(said.join('\n')).to.match(/is starting|closed the connection/u);
  });

  it('starts a build once the controller is up again, and once only', async () => {
    controller.job('nginx');
    const jenkins = byPassword();
    valueOf(await jenkins.facts());
    said.length = 0;
    const up = controller.restart({ refuse: 100, loading: 100 });
    valueOf(await jenkins.trigger(['nginx'], null));
    await up;
    await controller.idle();
    expect(controller.builds('nginx').length).to.equal(1);
  });

  it('tells what stands before it', async () => {
    controller.job('nginx');
    const jenkins = byToken();
    for (const [fault, kind] of [
      ['html', 'not-jenkins'],
      ['sign-on', 'not-jenkins'],
      [{ status: 404, body: '<html>' }, 'missing'],
    ] as const) {
      controller.fail(fault, { path: '/job/nginx' });
      const found = await jenkins.job(['nginx']);
      expect(kindOf(found), JSON.stringify(found)).to.equal(kind);
    }
    expect(kindOf(await client({}).job(['nginx']))).to.equal('forbidden');
    expect(kindOf(await client({ JENKINS_USER: 'admin', JENKINS_TOKEN: 'no' }).facts())).to.equal(
      'unauthorized',
    );
  });

  it('a job that somebody deletes, a build that is gone', async () => {
    controller.job('nginx');
    const { number } = await controller.run('nginx');
    const jenkins = byToken();
    controller.discard('nginx', number);
    expect(kindOf(await jenkins.build(['nginx'], number))).to.equal('missing');
    controller.remove('nginx');
    expect(kindOf(await jenkins.log(['nginx'], number, 0, () => {}))).to.equal('missing');
    expect(kindOf(await jenkins.trigger(['nginx'], null))).to.equal('missing');
  });
});
