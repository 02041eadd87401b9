import { expect } from 'chai';
import { cooperWith, DiskWorkspace, SETTINGS, spec, type Output } from '../../../support/workspace.js';
import { startServer, type Server } from '../../clients/jenkins/server.js';

const TOKEN = '11aa22bb33cc44dd55ee66ff7788990011';
const PLUGINS = [
  'workflow-job',
  'workflow-cps',
  'pipeline-model-definition',
  'pipeline-stage-step',
  'pipeline-groovy-lib',
  'workflow-scm-step',
  'git',
  'workflow-basic-steps',
  'workflow-durable-task-step',
  'credentials-binding',
  'cloudbees-folder',
  'pipeline-rest-api',
];

/** Path → what it answers with: a status, or a body. */
type Routes = Record<string, number | object | string>;

describe('cli/doctor --jenkins', () => {
  let workspace: DiskWorkspace;
  let jenkins: Server;
  let routes: Routes;
  before(async () => {
    workspace = new DiskWorkspace({
      'cooperage.json': { ...SETTINGS, jenkins: { folder: 'platform/images' } },
      'images/web/image.json': spec({ pipeline: { agent: { label: 'linux && docker' } } }),
      'images/db/image.json': spec({ name: 'db' }),
    });
    jenkins = await startServer(({ path }, response) => {
      const answer = routes[path.replace(/\?.*/u, '').replace(/\/api\/json$/u, '')] ?? 404;
      response.setHeader('X-Jenkins', '2.516.2');
      if (typeof answer === 'number')
        response.writeHead(answer, { 'Content-Type': 'text/html' }).end('<html>');
      else if (typeof answer === 'string')
        response.writeHead(200, { 'Content-Type': 'application/xml' }).end(answer);
      else response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  after(async () => {
    workspace.remove();
    await jenkins.stop();
  });
  const jobs = (...names: string[]): object => ({
    jobs: names.map((name) => ({ name, _class: 'org.jenkinsci.plugins.workflow.job.WorkflowJob' })),
  });
  const FOLDER = "<?xml version='1.1' encoding='UTF-8'?>\n<com.cloudbees.hudson.plugins.folder.Folder/>";
  beforeEach(() => {
    routes = {
      '/whoAmI': { name: 'alice', anonymous: false, authenticated: true },
      '/pluginManager': {
        plugins: PLUGINS.map((shortName) => ({ shortName, version: '1400.v1', active: true })),
      },
      '/computer': {
        computer: [
          {
            displayName: 'Built-In Node',
            offline: false,
            numExecutors: 0,
            assignedLabels: [{ name: 'built-in' }],
          },
          {
            displayName: 'agent-1',
            offline: false,
            numExecutors: 2,
            assignedLabels: [{ name: 'linux' }, { name: 'docker' }, { name: 'agent-1' }],
          },
        ],
      },
      '/job/platform': jobs('images'),
      '/job/platform/job/images': jobs('web', 'db'),
      '/job/platform/job/images/config.xml': FOLDER,
      '/job/platform/config.xml': FOLDER,
      '/job/platform/job/images/credentials/store/folder/domain/_': {
        credentials: [{ id: 'registry', typeName: 'Username with password' }],
      },
      '/job/platform/credentials/store/folder/domain/_': { credentials: [] },
      '/credentials/store/system/domain/_': { credentials: [] },
    };
  });
  const doctor = (...options: string[]): Promise<Output> =>
    cooperWith(
      { JENKINS_URL: jenkins.url, JENKINS_USER: 'alice', JENKINS_TOKEN: TOKEN },
      '-C',
      workspace.root,
      'doctor',
      '--jenkins',
      ...options,
    );

  it('all is there', async () => {
    const { code, out, err } = await doctor();
    expect([code, err]).to.deep.equal([0, '']);
    expect(out).to.include('2.516.2').and.include('2 of 2 in the folder platform/images');
    expect(out).to.match(/^ok {7}label linux && docker +1 of 1 online: agent-1$/m);
    expect(out).to.match(/\nAll is there for the 2 images of this workspace\.\n$/);
    expect(out).to.not.match(/^(missing|unseen|failed|limited)/m);
    expect(jenkins.asked.filter(({ method }) => method !== 'GET')).to.deep.equal([]);
  });

  it('what is missing, for which images, with what to do', async () => {
    routes['/pluginManager'] = {
      plugins: PLUGINS.filter((name) => name !== 'git').map((shortName) => ({
        shortName,
        version: '1400',
        active: true,
      })),
    };
    routes['/job/platform/job/images/credentials/store/folder/domain/_'] = { credentials: [] };
    routes['/computer'] = {
      computer: [
        { displayName: 'a\u001b[2J', offline: false, numExecutors: 1, assignedLabels: [{ name: 'linux' }] },
      ],
    };
    const { code, out } = await doctor();
    expect(code).to.equal(4);
    expect(out).to.match(/^missing {2}plugin git +not installed$/m);
    expect(out).to.match(
      /^missing {2}credentials registry +not in platform\/images, nor platform, nor the controller's store$/m,
    );
    expect(out).to.match(/^missing {2}label linux && docker +no agent has it$/m);
    expect(out).to.include('needed for: builds: images/web');
    expect(out).to.include('Something is missing for the 2 images of this workspace.');
    expect(out).to.not.include('\u001b');
  });

  it('what the account may not see is not called missing', async () => {
    for (const path of Object.keys(routes))
      if (path !== '/whoAmI')
        routes[path] =
          path.startsWith('/job') && !path.includes('credentials') ? (routes[path] as object) : 403;
    const { code, out } = await doctor();
    expect(code).to.equal(0);
    expect(out).to.match(/^unseen {3}plugins +not seen: needs Overall\/SystemRead$/m);
    expect(out).to.match(/^unseen {3}agents +not seen: needs Overall\/Read$/m);
    expect(out).to.match(/^unseen {3}credentials registry +not seen: needs Credentials\/View of /m);
    expect(out).to.include(
      'Nothing is known to be missing for the 2 images of this workspace; 3 things could not be seen.',
    );
    expect(out).to.not.match(/^missing/m);
  });

  it('for programs', async () => {
    const { code, out } = await doctor('--json');
    expect(code).to.equal(0);
    const found = JSON.parse(out) as { checks: { name: string; images?: string[] }[] };
    expect(found).to.deep.include({
      ok: true,
      jenkins: jenkins.url,
      version: '2.516.2',
      user: 'alice',
      folder: 'platform/images',
      images: 2,
    });
    const label = found.checks.find(({ name }) => name.startsWith('label '));
    expect(label).to.deep.include({ state: 'ok', images: ['images/web'], required: true });
    expect(out).to.not.include(TOKEN);
  });

  it('a folder that is not there yet, and another one', async () => {
    delete routes['/job/platform/job/images'];
    delete routes['/job/platform/job/images/credentials/store/folder/domain/_'];
    routes['/credentials/store/system/domain/_'] = {
      credentials: [{ id: 'registry', typeName: 'Username with password' }],
    };
    const { code, out } = await doctor();
    expect(code).to.equal(0);
    expect(out).to.match(/^limited {2}jobs +the folder platform\/images is not there/m);
    expect(out).to.match(/^ok {7}credentials registry +Username with password, in the controller's store$/m);
    expect((await doctor('--folder', 'platform')).out).to.include('0 of 2 in the folder platform');
    expect((await doctor('--folder', 'a b')).code).to.equal(2);
  });

  it('a controller that fails, and none at all', async () => {
    routes['/computer'] = 400;
    const { code, out } = await doctor();
    expect(code).to.equal(4);
    expect(out).to.match(/^failed {3}agents /m);
    expect((await cooperWith({}, '-C', workspace.root, 'doctor', '--jenkins')).code).to.equal(2);
  });

  it('specs with errors are named, and left out', async () => {
    const broken = new DiskWorkspace({
      'images/web/image.json': spec(),
      'images/bad/image.json': spec({ name: 'bad', expsoe: 1 }),
    });
    try {
      const env = { JENKINS_URL: jenkins.url, JENKINS_USER: 'alice', JENKINS_TOKEN: TOKEN };
      const { out } = await cooperWith(env, '-C', broken.root, 'doctor', '--jenkins');
      expect(out).to.match(/^limited {2}workspace +1 error in /m);
      expect(out)
        .to.include('for the 1 image of')
        .and.match(/^limited {2}jobs +no folder is set$/m);
    } finally {
      broken.remove();
    }
  });
});
