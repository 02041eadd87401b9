import { expect } from 'chai';
import { type FakeController, startJenkins } from '../../../support/jenkins/controller.js';
import { post } from '../../../support/jenkins/raw.js';

describe('the stand-in Jenkins: its linter', () => {
  let jenkins: FakeController;
  const ERROR =
    'WorkflowScript: 3: Unknown stage section "stepz" @ line 3, column 5.\n       stage(\'A\') {\n       ^\n';
  before(async () => {
    jenkins = await startJenkins({ linter: (text) => (text.includes('stepz') ? [ERROR] : []) });
  });
  after(() => jenkins.stop());

  const lint = async (jenkinsfile: string | null, verb = 'validate'): Promise<string> =>
    (
      await post(jenkins, `/pipeline-model-converter/${verb}`, jenkinsfile === null ? {} : { jenkinsfile })
    ).text();
  const data = async (jenkinsfile: string): Promise<unknown> =>
    (JSON.parse(await lint(jenkinsfile, 'validateJenkinsfile')) as { data: unknown }).data;

  it('answers in a text', async () => {
    expect(await lint('pipeline { }')).to.equal('Jenkinsfile successfully validated.');
    expect(await lint("pipeline {\n  stages {\n    stage('A') { stepz { } }\n  } }")).to.equal(
      `Errors encountered validating Jenkinsfile:\n${ERROR}`,
    );
    expect(await lint('echo 1')).to.equal("Jenkinsfile content 'echo 1' did not contain the 'pipeline' step");
    expect(await lint(null)).to.equal('No Jenkinsfile specified');
  });

  it('answers in JSON', async () => {
    expect(await data('pipeline { }')).to.deep.equal({ result: 'success' });
    expect(await data('pipeline { stepz }')).to.deep.equal({
      result: 'failure',
      errors: [{ error: 'Unknown stage section "stepz" @ line 3, column 5.' }],
    });
  });

  it('finds a brace that is not closed, without a linter of one’s own', async () => {
    await jenkins.stop();
    jenkins = await startJenkins();
    expect(await lint("pipeline { echo '}' }")).to.match(/successfully/);
    expect(await lint('pipeline {')).to.match(/^Errors encountered[^]*@ line 1, column 1\./);
  });

  it('is not there without its plugin', async () => {
    await jenkins.stop();
    jenkins = await startJenkins({ plugins: [] });
    expect((await post(jenkins, '/pipeline-model-converter/validate', { jenkinsfile: '' })).status).to.equal(
      404,
    );
  });
});
