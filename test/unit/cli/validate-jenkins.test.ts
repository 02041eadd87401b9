import { expect } from 'chai';
import { type FakeController, type JenkinsOptions, startJenkins } from '../../support/jenkins/controller.js';
import { ADMIN } from '../../support/jenkins/http/access.js';
import { cooperWith, DiskWorkspace, spec, type Output } from '../../support/workspace.js';

describe('cli/validate --jenkins', () => {
  let workspace: DiskWorkspace;
  let jenkins: FakeController;
  let refusals: (jenkinsfile: string) => readonly string[];
  const start = async (options: JenkinsOptions = {}): Promise<void> => {
    jenkins = await startJenkins({ linter: (text) => refusals(text), ...options });
  };
  before(() => {
    workspace = new DiskWorkspace({
      'images/web/image.json': spec({ entrypoint: ['/a'] }),
      'images/db/image.json': spec({ name: 'db', pipeline: { agent: { docker: { image: 'x:1' } } } }),
    });
  });
  beforeEach(() => {
    refusals = () => [];
  });
  afterEach(() => jenkins.stop());
  after(() => workspace.remove());

  const validate = (...options: string[]): Promise<Output> =>
    cooperWith(jenkins.env, '-C', workspace.root, 'validate', '--jenkins', ...options);
  const REFUSAL =
    'WorkflowScript: 7: Invalid agent type "docker" specified. Must be one of [any, label, none] @ line 7, column 5.\n       docker {\n       ^\n';

  it('all valid', async () => {
    await start();
    const before = workspace.tree();
    const { code, out, err } = await validate();
    expect([code, out]).to.deep.equal([
      0,
      '2 images: no errors, 1 warning, 2 of 2 Jenkinsfiles linted in Jenkins.\n',
    ]);
    expect(err).to.include('images/web/image.json:4:3: warning: ');
    expect(workspace.tree()).to.deep.equal(before);
    expect((await validate('web')).out).to.include('1 of 1 Jenkinsfile linted');
  });

  it('tells what Jenkins refuses at the line of the spec, in every format', async () => {
    await start();
    refusals = (text) => (text.includes('docker {') ? [REFUSAL] : []);
    const { code, err } = await validate();
    expect(code).to.equal(1);
    expect(err).to.include(
      `images/db/image.json:5:14: error: the linter of Jenkins refuses the Jenkinsfile: Invalid agent type "docker" specified. Must be one of [any, label, none] [jenkins-lint]`,
    );
    expect(err).to.include('note: in the generated Jenkinsfile: docker { (images/db/Jenkinsfile:7)');
    expect(err).to.match(/1 error in 1 image of 2, 2 of 2 Jenkinsfiles linted in Jenkins\.\n$/);
    for (const kind of ['json', 'sarif', 'gitlab']) {
      const { code: exit, out } = await validate('--format', kind);
      expect(exit).to.equal(1);
      expect(JSON.stringify(JSON.parse(out))).to.include('jenkins-lint');
      expect(out).to.not.include(jenkins.token);
    }
  });

  it('a controller without the plugin, with the other problems', async () => {
    await start({ plugins: [] });
    const { code, out, err } = await validate();
    expect(code).to.equal(4);
    expect(err).to.include('warning').and.include('pipeline-model-definition');
    expect(out).to.include('0 of 2 Jenkinsfiles linted');
    const json = await validate('--json');
    expect(json.code).to.equal(4);
    expect(JSON.parse(json.out)).to.be.an('object');
  });

  it('an account that may not, a broken connection, and no environment at all', async () => {
    await start({ accounts: [{ ...ADMIN, permissions: [] }] });
    expect((await validate()).code).to.equal(4);
    await jenkins.stop();
    await start();
    jenkins.fail({ status: 403 }, { path: 'pipeline-model-converter', times: 10 });
    expect(await validate()).to.include({ code: 4 });
    const { code, err } = await cooperWith({}, '-C', workspace.root, 'validate', '--jenkins');
    expect(code).to.equal(2);
    expect(err).to.include('JENKINS_URL').and.include('images/web/image.json:4:3: warning: ');
  });

  it('hundreds of Jenkinsfiles, at most eight at a time', async () => {
    let now = 0;
    let most = 0;
    await start({
      linter: async () => {
        most = Math.max(most, ++now);
        await new Promise((done) => setTimeout(done, 2));
        now -= 1;
        return [];
      },
    });
    const many = new DiskWorkspace(
      Object.fromEntries(
        Array.from({ length: 100 }, (_, index) => [
          `images/i${index}/image.json`,
          spec({ name: `i${index}` }),
        ]),
      ),
    );
    try {
      const { code, out } = await cooperWith(jenkins.env, '-C', many.root, 'validate', '--jenkins');
      expect([code, out]).to.deep.equal([
        0,
        '100 images: no errors, 100 of 100 Jenkinsfiles linted in Jenkins.\n',
      ]);
      expect(most).to.be.within(2, 8);
    } finally {
      many.remove();
    }
  });
});
