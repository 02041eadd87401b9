import { expect } from 'chai';
import { cooperWith, DiskWorkspace, spec, type Output } from '../../support/workspace.js';
import { startServer, type Asked, type Server } from '../clients/jenkins/server.js';

describe('cli/validate --jenkins', () => {
  let workspace: DiskWorkspace;
  let jenkins: Server;
  let linter: (jenkinsfile: string) => { status: number; body: string; type?: string };
  before(async () => {
    workspace = new DiskWorkspace({
      'images/web/image.json': spec({ entrypoint: ['/a'] }),
      'images/db/image.json': spec({ name: 'db', pipeline: { agent: { docker: { image: 'x:1' } } } }),
    });
    jenkins = await startServer(({ path, body }: Asked, response) => {
      response.setHeader('X-Jenkins', '2.516.2');
      if (path.startsWith('/pipeline-model-converter/validate')) {
        const {
          status,
          body: text,
          type = 'text/plain;charset=utf-8',
        } = linter(new URLSearchParams(body).get('jenkinsfile') ?? '');
        response.writeHead(status, { 'Content-Type': type }).end(text);
      } else
        response
          .writeHead(200, { 'Content-Type': 'application/json' })
          .end(JSON.stringify({ name: 'alice', anonymous: false, authenticated: true }));
    });
  });
  beforeEach(() => {
    linter = () => ({ status: 200, body: 'Jenkinsfile successfully validated.\n' });
  });
  after(async () => {
    workspace.remove();
    await jenkins.stop();
  });

  const TOKEN = '11aa22bb33cc44dd55ee66ff7788990011';
  const validate = (...options: string[]): Promise<Output> =>
    cooperWith(
      { JENKINS_URL: jenkins.url, JENKINS_USER: 'alice', JENKINS_TOKEN: TOKEN },
      '-C',
      workspace.root,
      'validate',
      '--jenkins',
      ...options,
    );
  const REFUSAL =
    'Errors encountered validating Jenkinsfile:\nWorkflowScript: 7: Invalid agent type "docker" specified. Must be one of [any, label, none] @ line 7, column 5.\n       docker {\n       ^\n';

  it('all valid', async () => {
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
    linter = (text) =>
      text.includes('docker {')
        ? { status: 200, body: REFUSAL }
        : { status: 200, body: 'Jenkinsfile successfully validated.\n' };
    const { code, err } = await validate();
    expect(code).to.equal(1);
    expect(err).to.include(
      `images/db/image.json:5:14: error: Jenkins' linter refuses the Jenkinsfile: Invalid agent type "docker" specified. Must be one of [any, label, none] [jenkins-lint]`,
    );
    expect(err).to.include('note: in the generated Jenkinsfile: docker { (images/db/Jenkinsfile:7)');
    expect(err).to.match(/1 error in 1 image of 2, 2 of 2 Jenkinsfiles linted in Jenkins\.\n$/);
    for (const kind of ['json', 'sarif', 'gitlab']) {
      const { code: exit, out } = await validate('--format', kind);
      expect(exit).to.equal(1);
      expect(JSON.stringify(JSON.parse(out))).to.include('jenkins-lint');
      expect(out).to.not.include(TOKEN);
    }
  });

  it('a controller without the plugin, with the other problems', async () => {
    linter = () => ({ status: 404, body: '<html>not found</html>', type: 'text/html' });
    const { code, out, err } = await validate();
    expect(code).to.equal(4);
    expect(err).to.include('warning').and.include('pipeline-model-definition');
    expect(out).to.include('0 of 2 Jenkinsfiles linted');
    const json = await validate('--json');
    expect(json.code).to.equal(4);
    expect(JSON.parse(json.out)).to.be.an('object');
  });

  it('an account that may not, and no environment at all', async () => {
    linter = () => ({
      status: 403,
      body: '<html>alice is missing the Overall/Read permission</html>',
      type: 'text/html',
    });
    expect((await validate()).code).to.equal(4);
    const { code, err } = await cooperWith({}, '-C', workspace.root, 'validate', '--jenkins');
    expect(code).to.equal(2);
    expect(err).to.include('JENKINS_URL').and.include('images/web/image.json:4:3: warning: ');
  });
});
