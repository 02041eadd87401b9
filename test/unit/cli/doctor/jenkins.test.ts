import { expect } from 'chai';
import {
  type FakeController,
  type JenkinsOptions,
  startJenkins,
} from '../../../support/jenkins/controller.js';
import { ADMIN } from '../../../support/jenkins/http/access.js';
import { PLUGINS } from '../../../support/jenkins/plugins.js';
import { cooperWith, DiskWorkspace, SETTINGS, spec, type Output } from '../../../support/workspace.js';

const PASSWORD = 'Username with password';
const NODES = [
  { name: 'built-in', executors: 0 },
  { name: 'agent-1', labels: ['linux', 'docker'] },
];

describe('cli/doctor --jenkins', () => {
  let workspace: DiskWorkspace;
  let jenkins: FakeController;
  before(() => {
    workspace = new DiskWorkspace({
      'cooperage.json': { ...SETTINGS, jenkins: { folder: 'platform/images' } },
      'images/web/image.json': spec({ pipeline: { agent: { label: 'linux && docker' } } }),
      'images/db/image.json': spec({ name: 'db' }),
    });
  });
  after(() => workspace.remove());
  afterEach(() => jenkins.stop());
  const start = async (options: JenkinsOptions = {}): Promise<void> => {
    jenkins = await startJenkins({ version: '2.516.2', nodes: NODES, ...options });
    jenkins.job('platform/images/web');
    jenkins.job('platform/images/db');
    give('platform/images', 'registry', PASSWORD);
  };
  const give = (folder: string, id: string, typeName: string): void =>
    void jenkins.folder(folder).credentials.set(id, { id, typeName, description: '', xml: '' });
  const doctor = (...options: string[]): Promise<Output> =>
    cooperWith(jenkins.env, '-C', workspace.root, 'doctor', '--jenkins', ...options);

  it('all is there', async () => {
    await start();
    const { code, out, err } = await doctor();
    expect([code, err]).to.deep.equal([0, '']);
    expect(out).to.include('2.516.2').and.include('2 of 2 in the folder platform/images');
    expect(out).to.match(/^ok {7}label linux && docker +1 of 1 online: agent-1$/m);
    expect(out).to.match(/\nAll is there for the 2 images of this workspace\.\n$/);
    expect(out).to.not.match(/^(missing|unseen|failed|limited)/m);
    expect(jenkins.asked.filter(({ method }) => method !== 'GET')).to.deep.equal([]);
  });

  it('what is missing, for which images, with what to do', async () => {
    await start({
      plugins: PLUGINS.filter(({ id }) => id !== 'git'),
      nodes: [{ name: 'a\u001b[2J', labels: ['linux'] }],
    });
    jenkins.folder('platform/images').credentials.clear();
    give('', 'registry', 'Secret text');
    const { code, out } = await doctor();
    expect(code).to.equal(4);
    expect(out).to.match(/^missing {2}plugin git +not installed$/m);
    expect(out).to.match(/^missing {2}credentials registry +Secret text, in the controller's store$/m);
    expect(out).to.match(/^missing {2}label linux && docker +no agent has it$/m);
    expect(out).to.include('needed for: builds: images/web');
    expect(out).to.include('Something is missing for the 2 images of this workspace.');
    expect(out).to.not.include('\u001b');
    jenkins.folder('').credentials.clear();
    expect((await doctor()).out).to.match(
      /^missing {2}credentials registry +not in platform\/images, nor platform, nor the controller's store$/m,
    );
  });

  it('what the account may not see is not called missing', async () => {
    await start({ accounts: [{ ...ADMIN, permissions: ['Overall/Read', 'Job/Read'] }] });
    const { code, out } = await doctor();
    expect(code).to.equal(0);
    expect(out).to.match(/^unseen {3}plugins +not seen: needs Overall\/SystemRead$/m);
    expect(out).to.match(/^unseen {3}credentials registry +not seen: needs Credentials\/View of /m);
    expect(out).to.include('Nothing is known to be missing for the 2 images of this workspace;');
    expect(out).to.not.match(/^missing/m);
  });

  it('for programs', async () => {
    await start();
    const { code, out } = await doctor('--json');
    expect(code).to.equal(0);
    const found = JSON.parse(out) as { checks: { name: string; images?: string[] }[] };
    expect(found).to.deep.include({
      ok: true,
      jenkins: jenkins.url,
      version: '2.516.2',
      user: 'admin',
      folder: 'platform/images',
      images: 2,
    });
    const label = found.checks.find(({ name }) => name.startsWith('label '));
    expect(label).to.deep.include({ state: 'ok', images: ['images/web'], required: true });
    expect(out).to.not.include(jenkins.token);
  });

  it('a folder that is not there yet, and another one', async () => {
    await start();
    jenkins.remove('platform/images');
    give('', 'registry', PASSWORD);
    const { code, out } = await doctor();
    expect(code).to.equal(0);
    expect(out).to.match(/^limited {2}jobs +the folder platform\/images is not there/m);
    expect(out).to.match(/^ok {7}credentials registry +Username with password, in the controller's store$/m);
    expect((await doctor('--folder', 'platform')).out).to.include('0 of 2 in the folder platform');
    expect((await doctor('--folder', 'a b')).code).to.equal(2);
  });

  it('a library that cooper jobs sync has configured at the folder', async () => {
    const git = { url: 'https://git.test/images.git', credentialsId: 'git' };
    const own = new DiskWorkspace({
      'cooperage.json': {
        ...SETTINGS,
        library: { name: 'cooperage', version: 'v1' },
        jenkins: { folder: 'platform/new', git, folderLibrary: {} },
      },
      'images/web/image.json': spec(),
    });
    try {
      await start();
      const at = ['-C', own.root] as const;
      give('', 'git', PASSWORD);
      give('', 'registry', PASSWORD);
      const first = await cooperWith(jenkins.env, ...at, 'doctor', '--jenkins');
      expect(first.out).to.match(/^limited {2}library +cooperage@v1: not configured at the folder yet$/m);
      expect((await cooperWith(jenkins.env, ...at, 'jobs', 'sync')).code).to.equal(0);
      const { code, out } = await cooperWith(jenkins.env, ...at, 'doctor', '--jenkins');
      expect(code).to.equal(0);
      expect(out).to.match(
        /^ok {7}library +cooperage at the folder platform\/new, default version v1 of https:/m,
      );
      expect(out).to.match(/^ok {7}jobs +1 of 1 in the folder platform\/new/m);
      expect(out).to.match(/^ok {7}credentials git +Username with password/m);
    } finally {
      own.remove();
    }
  });

  it('a controller that fails, and none at all', async () => {
    await start();
    jenkins.fail({ status: 400 }, { path: '/computer/', times: 10 });
    const { code, out } = await doctor();
    expect(code).to.equal(4);
    expect(out).to.match(/^failed {3}agents /m);
    expect((await cooperWith({}, '-C', workspace.root, 'doctor', '--jenkins')).code).to.equal(2);
    jenkins.fail('sign-on', { times: 10 });
    expect((await doctor()).code).to.equal(4);
  });

  it('specs with errors are named, and left out', async () => {
    await start();
    const broken = new DiskWorkspace({
      'images/web/image.json': spec(),
      'images/bad/image.json': spec({ name: 'bad', expsoe: 1 }),
    });
    try {
      const { out } = await cooperWith(jenkins.env, '-C', broken.root, 'doctor', '--jenkins');
      expect(out).to.match(/^limited {2}workspace +1 error in /m);
      expect(out)
        .to.include('for the 1 image of')
        .and.match(/^limited {2}jobs +no folder is set$/m);
    } finally {
      broken.remove();
    }
  });
});
