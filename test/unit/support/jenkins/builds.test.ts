import { expect } from 'chai';
import { type FakeController, startJenkins } from '../../../support/jenkins/controller.js';
import { api, ask, post, postXml, until } from '../../../support/jenkins/raw.js';

describe('the stand-in Jenkins: builds and their logs', () => {
  let jenkins: FakeController;
  beforeEach(async () => (jenkins = await startJenkins()));
  afterEach(() => jenkins.stop());

  const log = async (start: number): Promise<Response> =>
    ask(jenkins, `/job/a/1/logText/progressiveText?start=${start}`);
  const STAGES = [
    { name: 'Verify', lines: ['looks good'] },
    { name: 'Build', lines: ['make'], ms: 60 },
  ];

  it('tells what a build is, while it runs and after', async () => {
    jenkins.job('a');
    jenkins.script('a', { stages: STAGES, artifacts: { 'build-record.json': '{}' } });
    await post(jenkins, '/job/a/build');
    const running = await until(
      () => api(jenkins, '/job/a/api/json?tree=lastBuild[number,building,result,duration]'),
      ({ lastBuild }) => lastBuild !== null,
    );
    expect(running['lastBuild']).to.deep.include({ number: 1, building: true, result: null, duration: 0 });
    await jenkins.idle();
    const done = await api(jenkins, '/job/a/1/api/json');
    expect(done).to.include({
      building: false,
      result: 'SUCCESS',
      number: 1,
      url: `${jenkins.url}/job/a/1/`,
    });
    expect(done['artifacts']).to.deep.equal([
      { displayPath: 'build-record.json', fileName: 'build-record.json', relativePath: 'build-record.json' },
    ]);
    const [action] = (done['actions'] as { causes?: object[] }[]).filter(({ causes }) => causes);
    expect(action?.causes).to.deep.equal([
      {
        _class: 'hudson.model.Cause$UserIdCause',
        shortDescription: 'Started by user The Administrator',
        userId: 'admin',
        userName: 'The Administrator',
      },
    ]);
    expect(await (await ask(jenkins, '/job/a/1/artifact/build-record.json')).text()).to.equal('{}');
    expect((await ask(jenkins, '/job/a/1/artifact/none')).status).to.equal(404);
    expect((await ask(jenkins, '/job/a/2/api/json')).status).to.equal(404);
    expect(await api(jenkins, '/job/a/lastSuccessfulBuild/api/json?tree=number')).to.include({ number: 1 });
    expect((await ask(jenkins, '/job/a/lastFailedBuild/api/json')).status).to.equal(404);
  });

  it('gives the log in parts, with notes; without X-More-Data at the end', async () => {
    jenkins.job('a');
    jenkins.script('a', { stages: STAGES });
    await post(jenkins, '/job/a/build');
    const first = await until(
      () => log(0),
      ({ status, headers }) => status === 200 && headers.get('x-more-data') === 'true',
    );
    const text = await first.text();
    // eslint-disable-next-line no-control-regex
    expect(text).to.match(/^Started by user \x1b\[8mha:\/\/\/\/\S+\x1b\[0mThe Administrator\n/);
    expect(first.headers.get('x-text-size')).to.equal(String(Buffer.byteLength(text)));
    await jenkins.idle();
    const rest = await log(Buffer.byteLength(text));
    expect(rest.headers.has('x-more-data')).to.equal(false);
    const whole = await (await log(0)).text();
    expect(text + (await rest.text())).to.equal(whole);
    // eslint-disable-next-line no-control-regex
    const lines = whole.replaceAll(/\x1b\[8mha:.*?\x1b\[0m/g, '').split('\n');
    expect(lines).to.include.members(['[Pipeline] { (Verify)', 'looks good', '[Pipeline] // stage']);
    expect(lines.slice(-2)).to.deep.equal(['Finished: SUCCESS', '']);
    expect(await (await ask(jenkins, '/job/a/1/consoleText')).text()).to.equal(lines.join('\n'));
  });

  it('takes a start beyond the end for a new log', async () => {
    jenkins.job('a');
    const { log: kept } = await jenkins.run('a');
    const whole = await (await log(0)).text();
    expect(await (await log(kept.size)).text()).to.equal('');
    expect(await (await log(kept.size + 1)).text()).to.equal(whole);
  });

  it('counts bytes, not characters', async () => {
    jenkins.job('a');
    jenkins.script('a', { log: 'käse\n' });
    await jenkins.run('a');
    expect(jenkins.builds('a')[0]?.log.size).to.equal(
      Buffer.byteLength('Started by timer\nkäse\nFinished: SUCCESS\n'),
    );
    const part = Buffer.from(await (await log('Started by timer\nk'.length + 1)).arrayBuffer());
    expect(part[0]).to.equal(0xa4);
  });

  it('stops a build with 302, also one that is over', async () => {
    jenkins.job('a');
    jenkins.script('a', { stages: [{ name: 'Build', ms: 10_000 }] });
    await post(jenkins, '/job/a/build');
    await until(
      () => Promise.resolve(jenkins.builds('a').length),
      (count) => count === 1,
    );
    expect((await ask(jenkins, '/job/a/1/stop')).status).to.equal(405);
    expect((await post(jenkins, '/job/a/1/stop')).status).to.equal(302);
    await jenkins.idle();
    expect(await api(jenkins, '/job/a/1/api/json')).to.include({ result: 'ABORTED' });
    expect((await post(jenkins, '/job/a/1/stop')).status).to.equal(302);
    expect(await (await log(0)).text()).to.include('Aborted by The Administrator\n');
  });

  it('tells stages by two plugins, of which one calls skipped ones failed', async () => {
    jenkins.job('a');
    jenkins.script('a', {
      stages: [
        { name: 'Verify', status: 'FAILED' },
        { name: 'Build', status: 'SKIPPED' },
      ],
      result: 'FAILURE',
    });
    await jenkins.run('a');
    const wfapi = await api<{ stages: { name: string; status: string }[] }>(
      jenkins,
      '/job/a/1/wfapi/describe',
    );
    expect(wfapi.stages.map(({ name, status }) => [name, status])).to.deep.equal([
      ['Verify', 'FAILED'],
      ['Build', 'FAILED'],
    ]);
    const { data } = await api<{ data: { complete: boolean; stages: { name: string; state: string }[] } }>(
      jenkins,
      '/job/a/1/pipeline-overview/tree',
    );
    expect(data.complete).to.equal(true);
    expect(data.stages.map(({ name, state }) => [name, state])).to.deep.equal([
      ['Verify', 'failure'],
      ['Build', 'skipped'],
    ]);
  });

  it('tells them at another place where the plugin is newer', async () => {
    await jenkins.stop();
    jenkins = await startJenkins({ graphView: 'stages' });
    jenkins.job('a');
    await jenkins.run('a');
    expect((await ask(jenkins, '/job/a/1/pipeline-overview/tree')).status).to.equal(404);
    expect(await api(jenkins, '/job/a/1/stages/tree')).to.include({ status: 'ok' });
  });

  it('tells no stages where the plugins are missing', async () => {
    await jenkins.stop();
    jenkins = await startJenkins({ plugins: [{ id: 'pipeline-rest-api', version: '1', active: false }] });
    jenkins.job('a');
    await jenkins.run('a');
    expect((await ask(jenkins, '/job/a/1/wfapi/describe')).status).to.equal(404);
    expect((await ask(jenkins, '/job/a/1/pipeline-overview/tree')).status).to.equal(404);
  });

  it('starts children after a success only, with their cause', async () => {
    jenkins.job('f/base');
    jenkins.job('f/web', { upstream: ['base'], parameters: { tag: '7' } });
    jenkins.script('f/base', { result: 'FAILURE' }, { result: 'SUCCESS' });
    await jenkins.run('f/base');
    await jenkins.idle();
    expect(jenkins.builds('f/web')).to.have.length(0);
    await jenkins.run('f/base');
    await jenkins.idle();
    const { actions } = await api<{ actions: object[] }>(
      jenkins,
      '/job/f/job/web/1/api/json?tree=actions[causes[*],parameters[name,value]]',
    );
    expect(actions[1]).to.deep.equal({
      _class: 'hudson.model.CauseAction',
      causes: [
        {
          _class: 'hudson.model.Cause$UpstreamCause',
          shortDescription: 'Started by upstream project "f/base" build number 2',
          upstreamBuild: 2,
          upstreamProject: 'f/base',
          upstreamUrl: 'job/f/job/base/',
        },
      ],
    });
  });

  it('goes on firing a trigger that a posted config.xml has dropped, until a restart', async () => {
    jenkins.job('f/base');
    const web = jenkins.job('f/web', { upstream: ['base'] });
    const xml = web.xml.replace(/<(\S*PipelineTriggersJobProperty)>[^]*<\/\1>/, '');
    expect((await postXml(jenkins, '/job/f/job/web/config.xml', xml)).status).to.equal(200);
    await jenkins.run('f/base');
    await jenkins.idle();
    expect(jenkins.builds('f/web')).to.have.length(1);
    await jenkins.restart({});
    await jenkins.run('f/base');
    await jenkins.idle();
    expect(jenkins.builds('f/web')).to.have.length(1);
  });
});
