/** The Jenkinsfile for merge requests, by Jenkins' own CPS engine, with a real shell, git and what is built here. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { type FakeGitLab, startGitLab } from '../../support/gitlab/server.js';
import { needs } from '../../support/parts.js';
import { needsProgram } from '../bad-input/program.js';
import { bench, type PipelineRequest, runPipeline, shellSteps, stagesOf } from '../groovy/bench.js';
import { newWorkspace, removeWorkspaces } from '../groovy/fixture.js';
import { gitIn } from '../git/repository.js';
import { notesOf, openMergeRequest, statusesOf } from './merge-request.js';
import { DOCKERFILE, FOLDER, pathWithNpx, Project, SPEC } from './project.js';

describe('the Jenkinsfile for merge requests, run', function () {
  this.timeout(120_000);
  let gitlab: FakeGitLab;
  let project: Project;
  let npx: ReturnType<typeof pathWithNpx>;

  before(async function () {
    needs(this, 'git', 'java', 'javac', 'mvn');
    needsProgram(this);
    this.timeout(600_000);
    bench();
    gitlab = await startGitLab();
    project = await Project.make(gitlab.repository);
    npx = pathWithNpx(project.root);
    await project.change('good', { [SPEC]: (text) => text.replace('80', '81') }, true);
    await project.change('wrong', { [SPEC]: (text) => text.replace('"expose"', '"expsoe"') }, false);
    await project.change('edited', { [DOCKERFILE]: (text) => `${text}USER root\n` }, false);
  });
  after(async () => {
    project?.remove();
    await gitlab?.stop();
    removeWorkspaces();
  });

  /** A build of a branch; with a merge request as a multibranch job has it. */
  const build = (
    branch: string,
    isChange: boolean | number,
    more: Partial<PipelineRequest> = {},
  ): PipelineRequest => {
    const source = project.clone(branch);
    // As the plugin clones: this branch alone, from an address without an account.
    for (const ref of gitIn(source, 'for-each-ref', '--format=%(refname)', 'refs/remotes').split('\n'))
      if (ref !== '' && !ref.endsWith(`/${branch}`)) gitIn(source, 'update-ref', '-d', ref);
    gitIn(source, 'remote', 'set-url', 'origin', `${gitlab.url}/${gitlab.projectPath}.git`);
    const number = isChange === true ? 7 : isChange;
    const change = {
      CHANGE_ID: String(number),
      CHANGE_TARGET: 'main',
      CHANGE_BRANCH: branch,
      BRANCH_NAME: 'MR-7',
    };
    return {
      jenkinsfile: readFileSync(join(source, FOLDER, 'Jenkinsfile'), 'utf8').replace(
        "'https://gitlab.example.com'",
        `'${gitlab.url}'`,
      ),
      workspace: newWorkspace(),
      source,
      credentials: { 'gitlab-token': { text: gitlab.token } },
      sh: 'real',
      env: {
        PATH: npx.path,
        HOME: project.root,
        LANG: 'C.UTF-8',
        ...(isChange !== false ? change : { BRANCH_NAME: branch }),
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
      expect(script, label).to.match(/cd \/ && exec npx --yes --package "\$COOPERAGE_PACKAGE" -- cooper -C/);
      expect(env['GITLAB_TOKEN'], label).to.equal(label === 'Review' ? gitlab.token : undefined);
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

  it('tells reviewers of a merge request, though the clone lacks its target', async () => {
    const iid = await openMergeRequest(gitlab, 'good');
    const result = await runPipeline(build('good', iid));
    expect(result.error, result.log).to.equal(null);
    expect(result.result).to.equal('SUCCESS');
    const { notes } = await notesOf(gitlab, iid);
    expect(notes).to.have.length(1);
    expect(notes[0]?.body).to.include('81');
    const states = await statusesOf(gitlab, project.commit('good'));
    expect(states.map(({ status }) => status)).to.deep.equal(['success']);
    expect(shellSteps(result).filter(({ leaked }) => leaked)).to.deep.equal([]);
  });

  it('leaves no status running when somebody stops the build in Review', async () => {
    await project.change('stopped', { [SPEC]: (text) => text.replace('80', '82') }, true);
    const iid = await openMergeRequest(gitlab, 'stopped');
    let asked = 0;
    // The status says "running" when the stop comes, and GitLab takes its time.
    gitlab.onRequest(async ({ path }, phase) => {
      if (/\/statuses\//.test(path) && phase === 'after' && asked++ === 0) await sleep(6000);
    });
    const result = await runPipeline(build('stopped', iid, { interrupt: 'Review', interruptAfter: 5000 }));
    gitlab.onRequest(null);
    expect(result.result, result.log).to.equal('ABORTED');
    expect(asked).to.be.above(1);
    const states = await statusesOf(gitlab, project.commit('stopped'));
    expect(states.map(({ status }) => status)).to.deep.equal(['canceled']);
  });
});
