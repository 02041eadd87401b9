import { expect } from 'chai';
import { type FakeController, startJenkins } from '../../../support/jenkins/controller.js';
import { api, ask } from '../../../support/jenkins/raw.js';

describe('the stand-in Jenkins: api/json', () => {
  let jenkins: FakeController;
  before(async () => {
    jenkins = await startJenkins({
      nodes: [
        { name: 'built-in', executors: 0 },
        { name: 'linux-1', labels: ['linux', 'buildah'], executors: 2, offline: true },
      ],
    });
    jenkins.job('f/a', { parameters: { tag: '1' } });
    for (let count = 0; count < 4; count += 1) await jenkins.run('f/a');
  });
  after(() => jenkins.stop());

  it('shows what the tree names, and no more', async () => {
    expect(
      await api(
        jenkins,
        '/job/f/job/a/api/json?tree=name,nothing,builds[number,actions[causes[shortDescription]]]{1,3}',
      ),
    ).to.deep.equal({
      _class: 'org.jenkinsci.plugins.workflow.job.WorkflowJob',
      name: 'a',
      builds: [3, 2].map((number) => ({
        _class: 'org.jenkinsci.plugins.workflow.job.WorkflowRun',
        actions: [
          { _class: 'hudson.model.ParametersAction' },
          {
            _class: 'hudson.model.CauseAction',
            causes: [
              {
                _class: 'hudson.triggers.TimerTrigger$TimerTriggerCause',
                shortDescription: 'Started by timer',
              },
            ],
          },
          {},
          { _class: 'org.jenkinsci.plugins.displayurlapi.actions.RunDisplayAction' },
        ],
        number,
      })),
    });
  });

  it('knows all forms of a range', async () => {
    const numbers = async (range: string): Promise<number[]> => {
      const { builds } = await api<{ builds: { number: number }[] }>(
        jenkins,
        `/job/f/job/a/api/json?tree=${encodeURIComponent(`builds[number]${range}`)}`,
      );
      return builds.map(({ number }) => number);
    };
    expect(await numbers('{0,10}')).to.deep.equal([4, 3, 2, 1]);
    expect(await numbers('{,2}')).to.deep.equal([4, 3]);
    expect(await numbers('{2,}')).to.deep.equal([2, 1]);
    expect(await numbers('{1}')).to.deep.equal([3]);
  });

  it('refuses what is no tree', async () => {
    for (const tree of ['builds[', 'builds[]', 'a,,b', 'a]', 'builds[number]{x}'])
      expect(
        (await ask(jenkins, `/job/f/job/a/api/json?tree=${encodeURIComponent(tree)}`)).status,
        tree,
      ).to.equal(400);
  });

  it('shows the small form of things below without a tree, and more with depth', async () => {
    const shallow = await api<{ builds: object[]; name: string; lastBuild: object }>(
      jenkins,
      '/job/f/job/a/api/json',
    );
    expect(shallow.lastBuild).to.have.all.keys('_class', 'number', 'url');
    expect(shallow).to.not.have.property('allBuilds');
    const deep = await api<{ lastBuild: object }>(jenkins, '/job/f/job/a/api/json?depth=1');
    expect(deep.lastBuild).to.include.keys('result', 'building', 'artifacts');
    const { jobs } = await api<{ jobs: object[] }>(jenkins, '/job/f/api/json');
    expect(jobs[0]).to.have.all.keys('_class', 'name', 'url', 'color');
  });

  it('names the parameters with their defaults', async () => {
    const { property } = await api<{ property: { parameterDefinitions?: object[] }[] }>(
      jenkins,
      '/job/f/job/a/api/json?tree=property[parameterDefinitions[name,type,defaultParameterValue[value]]]',
    );
    expect(
      property.find(({ parameterDefinitions }) => parameterDefinitions)?.parameterDefinitions,
    ).to.deep.equal([
      {
        _class: 'hudson.model.StringParameterDefinition',
        defaultParameterValue: { _class: 'hudson.model.StringParameterValue', value: '1' },
        name: 'tag',
        type: 'StringParameterDefinition',
      },
    ]);
  });

  it('names plugins and agents', async () => {
    const { plugins } = await api<{ plugins: { shortName: string }[] }>(
      jenkins,
      '/pluginManager/api/json?tree=plugins[shortName,version,active]',
    );
    expect(plugins).to.deep.include({ active: true, shortName: 'mailer', version: '525.v2458b_d8a_1a_71' });
    const { computer } = await api<{ computer: object[] }>(
      jenkins,
      '/computer/api/json?tree=computer[displayName,offline,numExecutors,assignedLabels[name]]',
    );
    expect(computer[1]).to.deep.equal({
      _class: 'hudson.slaves.SlaveComputer',
      assignedLabels: [{ name: 'linux' }, { name: 'buildah' }, { name: 'linux-1' }],
      displayName: 'linux-1',
      numExecutors: 2,
      offline: true,
    });
  });
});
