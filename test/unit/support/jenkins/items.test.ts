import { expect } from 'chai';
import {
  type FakeController,
  FOLDER_XML,
  jobXml,
  startJenkins,
} from '../../../support/jenkins/controller.js';
import { api, ask, post, postXml } from '../../../support/jenkins/raw.js';

describe('the stand-in Jenkins: folders and jobs', () => {
  let jenkins: FakeController;
  before(async () => {
    jenkins = await startJenkins();
    jenkins.folder('made');
  });
  after(() => jenkins.stop());

  it('makes folders and jobs in them', async () => {
    expect((await postXml(jenkins, '/createItem?name=top', FOLDER_XML)).status).to.equal(200);
    expect((await postXml(jenkins, '/job/top/createItem?name=inner', FOLDER_XML)).status).to.equal(200);
    expect((await postXml(jenkins, '/job/top/job/inner/createItem?name=web', jobXml())).status).to.equal(200);
    const { jobs } = await api<{ jobs: object[] }>(
      jenkins,
      '/job/top/job/inner/api/json?tree=jobs[name,url]',
    );
    expect(jobs).to.deep.equal([
      {
        _class: 'org.jenkinsci.plugins.workflow.job.WorkflowJob',
        name: 'web',
        url: `${jenkins.url}/job/top/job/inner/job/web/`,
      },
    ]);
  });

  it('refuses what Jenkins refuses', async () => {
    const statusOf = async (path: string, body: string, type: string | null): Promise<string> => {
      const response = await ask(jenkins, path, { method: 'POST', body, type });
      return `${response.status} ${/<p>(.*)<\/p>/.exec(await response.text())?.[1]}`;
    };
    expect(await statusOf('/createItem?name=a', jobXml(), null)).to.equal('400 No Content-Type header set');
    expect(await statusOf('/createItem?name=a', jobXml(), 'text/plain')).to.equal('400 No mode given');
    expect(await statusOf('/createItem', jobXml(), 'text/xml')).to.match(/^400 .*'name' is required/);
    expect(await statusOf('/createItem?name=made', FOLDER_XML, 'application/xml')).to.equal(
      '400 A job already exists with the name ‘made’',
    );
    expect(await statusOf('/createItem?name=a%3Fb', jobXml(), 'text/xml')).to.equal(
      '400 ‘?’ is an unsafe character',
    );
    expect(await statusOf('/createItem?name=x', '<flow-definition>', 'text/xml')).to.match(/^500 /);
    expect(await statusOf('/createItem?name=x', '<no-such-plugin/>', 'text/xml')).to.match(/^500 /);
    expect(await statusOf('/job/none/createItem?name=x', jobXml(), 'text/xml')).to.match(/^404 /);
    expect((await ask(jenkins, '/createItem?name=x')).status).to.equal(405);
  });

  it('gives config.xml back as it was posted, until it saves the job itself', async () => {
    jenkins.job('kept/job', { description: 'mine' });
    const first = await (await ask(jenkins, '/job/kept/job/job/config.xml')).text();
    expect(first).to.include('<description>mine</description>').and.not.include('plugin=');
    expect(
      (await postXml(jenkins, '/job/kept/job/job/config.xml', jobXml({ description: 'yours' }))).status,
    ).to.equal(200);
    await jenkins.run('kept/job');
    const second = await (await ask(jenkins, '/job/kept/job/job/config.xml')).text();
    expect(second).to.include('<description>yours</description>');
    expect(second).to.match(/<flow-definition plugin="workflow-job@/);
    expect(second).to.match(/<actions><org\.jenkinsci\.plugins\.pipeline\.modeldefinition\.actions\./);
    expect((await postXml(jenkins, '/job/kept/job/job/config.xml', '<broken')).status).to.equal(500);
    expect((await ask(jenkins, '/job/kept/job/none/config.xml')).status).to.equal(404);
  });

  it('sets what the Jenkinsfile asks of its job in the first build', async () => {
    jenkins.job('own/job');
    jenkins.script('own/job', {
      properties: {
        parameters: [
          {
            type: 'hudson.model.StringParameterDefinition',
            name: 'tag',
            description: '',
            defaultValue: '1',
            trim: true,
          },
        ],
        concurrent: false,
        upstream: ['base'],
      },
    });
    expect((await post(jenkins, '/job/own/job/job/buildWithParameters', { tag: '2' })).status).to.equal(500);
    await jenkins.run('own/job');
    const xml = await (await ask(jenkins, '/job/own/job/job/config.xml')).text();
    expect(xml).to.include('ParametersDefinitionProperty').and.include('DisableConcurrentBuildsJobProperty');
    expect(xml).to.include('<upstreamProjects>base</upstreamProjects>');
    expect((await post(jenkins, '/job/own/job/job/buildWithParameters', { tag: '2' })).status).to.equal(201);
    await jenkins.idle();
  });

  it('deletes with 302, and a folder with all in it', async () => {
    jenkins.job('gone/a');
    expect((await ask(jenkins, '/job/gone/doDelete')).status).to.equal(405);
    expect((await post(jenkins, '/job/gone/doDelete')).status).to.equal(302);
    expect((await ask(jenkins, '/job/gone/job/a/api/json')).status).to.equal(404);
  });

  it('disables and enables with 302', async () => {
    jenkins.job('switched');
    expect((await post(jenkins, '/job/switched/disable')).status).to.equal(302);
    expect(await api(jenkins, '/job/switched/api/json?tree=buildable,color')).to.deep.include({
      buildable: false,
      color: 'disabled',
    });
    expect((await post(jenkins, '/job/switched/build')).status).to.equal(409);
    expect((await post(jenkins, '/job/switched/enable')).status).to.equal(302);
    expect((await post(jenkins, '/job/switched/build')).status).to.equal(201);
    await jenkins.idle();
  });

  it('sends a job without a slash to the one with it', async () => {
    jenkins.job('slash');
    const response = await ask(jenkins, '/job/slash');
    expect([response.status, response.headers.get('location')]).to.deep.equal([
      302,
      `${jenkins.url}/job/slash/`,
    ]);
  });
});
