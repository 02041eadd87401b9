/** The Jenkinsfile for merge requests, by Jenkins' own CPS engine, with a real shell, git and what is built here. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { needs } from '../../support/parts.js';
import { needsProgram } from '../bad-input/program.js';
import { bench, type PipelineRequest, runPipeline, shellSteps, stagesOf } from '../groovy/bench.js';
import { newWorkspace, removeWorkspaces } from '../groovy/fixture.js';
import { DOCKERFILE, FOLDER, pathWithNpx, Project, SPEC } from './project.js';

const TOKEN = 'glpat-s3cret-0123456789';

describe('the Jenkinsfile for merge requests, run', function () {
  this.timeout(120_000);
  let project: Project;
  let npx: ReturnType<typeof pathWithNpx>;

  before(async function () {
    needs(this, 'git', 'java', 'javac', 'mvn');
    needsProgram(this);
    this.timeout(600_000);
    bench();
    project = await Project.make();
    npx = pathWithNpx(project.root);
    await project.change('good', { [SPEC]: (text) => text.replace('80', '81') }, true);
    await project.change('wrong', { [SPEC]: (text) => text.replace('"expose"', '"expsoe"') }, false);
    await project.change('edited', { [DOCKERFILE]: (text) => `${text}USER root\n` }, false);
  });
  after(() => {
    project?.remove();
    removeWorkspaces();
  });

  /** A build of a branch; with a merge request as a multibranch job has it. */
  const build = (branch: string, isChange: boolean, more: Partial<PipelineRequest> = {}): PipelineRequest => {
    const source = project.clone(branch);
    const change = { CHANGE_ID: '7', CHANGE_TARGET: 'main', CHANGE_BRANCH: branch, BRANCH_NAME: 'MR-7' };
    return {
      jenkinsfile: readFileSync(join(source, FOLDER, 'Jenkinsfile'), 'utf8'),
      workspace: newWorkspace(),
      source,
      credentials: { 'gitlab-token': { text: TOKEN } },
      sh: 'real',
      env: {
        PATH: npx.path,
        HOME: project.root,
        LANG: 'C.UTF-8',
        ...(isChange ? change : { BRANCH_NAME: branch }),
      },
      ...more,
    };
  };

  it('passes a branch without a merge request, and asks for no token', async () => {
    const asked = build('main', false, { credentials: {} });
    const result = await runPipeline(asked);
    expect(result.error, result.log).to.equal(null);
    expect(result.result).to.equal('SUCCESS');
    expect(stagesOf(result)).to.deep.equal({
      Checkout: 'SUCCESS',
      Validate: 'SUCCESS',
      'Generated files': 'SUCCESS',
      Review: 'SKIPPED',
    });
    expect(existsSync(join(asked.workspace, FOLDER))).to.equal(false);
  });

  it('gives the reports to the plugin JUnit, each with the spec', async () => {
    const result = await runPipeline(build('wrong', false));
    expect(result.result).to.equal('FAILURE');
    const files = result.events
      .filter(({ type }) => type === 'junit')
      .filter((event) => 'files' in event)
      .map((event) => event['files'] as Record<string, string>);
    expect(files.flatMap(Object.keys)).to.deep.equal(['cooperage-validate.xml', 'cooperage-generated.xml']);
    for (const text of files.flatMap(Object.values)) expect(text).to.include(`${SPEC}:`);
    // The second is told though the first has failed.
    expect(shellSteps(result).map(({ label, code }) => [label, code])).to.deep.equal([
      ['Validate', 1],
      ['Generated files', 1],
    ]);
  });

  it('fails for a generated file that was edited', async () => {
    const result = await runPipeline(build('edited', false));
    expect(result.result).to.equal('FAILURE');
    expect(shellSteps(result).map(({ label, code }) => [label, code])).to.deep.equal([
      ['Validate', 0],
      ['Generated files', 3],
    ]);
    expect(result.log).to.include('-USER root');
  });

  it('calls the pinned package from outside the checkout, and binds the token in one stage', async () => {
    const result = await runPipeline(build('good', true, { sh: 'record' }));
    expect(result.error, result.log).to.equal(null);
    for (const { label, script, env } of shellSteps(result)) {
      expect(script, label).to.match(/cd \/ && npx --yes --package "\$COOPERAGE_PACKAGE" -- cooper -C/);
      expect(env['GITLAB_TOKEN'], label).to.equal(label === 'Review' ? TOKEN : undefined);
    }
    expect(shellSteps(result).map(({ label }) => label)).to.deep.equal([
      'Validate',
      'Generated files',
      'Review',
    ]);
  });

  it('cleans up whatever happens, and is quiet where there is no agent', async () => {
    const stopped = build('good', false, { interrupt: 'Validate' });
    expect((await runPipeline(stopped)).result).to.equal('ABORTED');
    expect(existsSync(join(stopped.workspace, FOLDER))).to.equal(false);
    const result = await runPipeline(build('good', false, { agent: false }));
    expect(result.result).to.equal('ABORTED');
    expect(result.events.filter(({ type }) => type === 'postFailed')).to.deep.equal([]);
  });

  it('says which credential is missing', async () => {
    const result = await runPipeline(build('good', true, { credentials: {} }));
    expect(result.result).to.equal('FAILURE');
    expect(result.log + result.error).to.include("'gitlab-token'");
    expect(stagesOf(result)).to.include({ Validate: 'SUCCESS', Review: 'FAILURE' });
  });
});
