/** The jobs for GitLab CI: each script by a shell, in a clone as a runner makes it, with what is built here. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { pipelineOf, PIPELINES, scriptOf, type Pipeline } from '../../support/gitlab-ci.js';
import { type FakeGitLab, startGitLab } from '../../support/gitlab/server.js';
import { needs } from '../../support/parts.js';
import type { Output } from '../../support/workspace.js';
import { needsProgram } from '../bad-input/program.js';
import { notesOf, openMergeRequest, statusesOf } from './merge-request.js';
import { DOCKERFILE, FOLDER, pathWithNpx, Project, SPEC } from './project.js';

describe('the jobs for GitLab CI, run', function () {
  this.timeout(60_000);
  let gitlab: FakeGitLab;
  let project: Project;
  let pipeline: Pipeline;
  let npx: ReturnType<typeof pathWithNpx>;

  before(async function () {
    needs(this, 'git', 'dash', 'bash');
    needsProgram(this);
    gitlab = await startGitLab();
    project = await Project.make(gitlab.repository);
    const clone = project.clone('main');
    pipeline = pipelineOf(readFileSync(join(clone, FOLDER, 'ci/cooperage.gitlab-ci.yml'), 'utf8'));
    npx = pathWithNpx(project.root);
    await project.change('good', { [SPEC]: (text) => text.replace('80', '81') }, true);
    await project.change('wrong', { [SPEC]: (text) => text.replace('"expose"', '"expsoe"') }, false);
    await project.change('edited', { [DOCKERFILE]: (text) => `${text}USER root\n` }, false);
  });
  after(async () => {
    project?.remove();
    await gitlab?.stop();
  });

  /** Runs a job of a merge request of this branch. */
  async function run(
    name: string,
    branch: string,
    { shell = 'dash', more = {} }: { shell?: string; more?: Readonly<Record<string, string>> } = {},
  ): Promise<Output & { clone: string }> {
    const job = pipeline.jobs[name];
    if (!job) throw new Error(`no job ${name}`);
    const clone = project.clone(branch);
    const env = {
      PATH: npx.path,
      HOME: project.root,
      CI: 'true',
      GITLAB_CI: 'true',
      CI_PROJECT_DIR: clone,
      CI_PROJECT_PATH: gitlab.projectPath,
      CI_SERVER_URL: gitlab.url,
      CI_COMMIT_SHA: project.commit(branch),
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: branch,
      CI_MERGE_REQUEST_DIFF_BASE_SHA: project.commit('main'),
      ...PIPELINES['a merge request'],
      ...pipeline.variables,
      ...job.variables,
      ...more,
    };
    return new Promise((resolve, reject) => {
      execFile(shell, ['-c', scriptOf(job)], { cwd: clone, env }, (error, out, err) => {
        if (error && typeof error.code !== 'number') reject(error);
        else resolve({ code: Number(error?.code ?? 0), out, err, clone });
      });
    });
  }

  const reports = (name: string, clone: string): { junit: string; issues: Issue[] } => {
    const { junit = '', codequality = '' } = pipeline.jobs[name]?.artifacts?.reports ?? {};
    return {
      junit: readFileSync(join(clone, junit), 'utf8'),
      issues: JSON.parse(readFileSync(join(clone, codequality), 'utf8')) as Issue[],
    };
  };
  type Issue = { check_name: string; location: { path: string; lines: { begin: number } } };

  for (const shell of ['dash', 'bash'])
    it(`succeed where nothing is wrong, in ${shell}`, async () => {
      for (const name of ['cooperage:validate', 'cooperage:generated']) {
        const { code, err, clone } = await run(name, 'good', { shell });
        expect([code, err], name).to.deep.equal([0, '']);
        const { junit, issues } = reports(name, clone);
        expect(junit).to.include('tests="2" failures="0"').and.include(`name="${SPEC}"`);
        expect(issues).to.deep.equal([]);
      }
    });

  it('call the pinned package from outside the repository', async () => {
    const before = npx.calls().length;
    const { clone } = await run('cooperage:validate', 'good');
    const calls = npx.calls().slice(before);
    expect(calls).to.have.length(1);
    expect(calls[0])
      .to.match(/ in \/$/)
      .and.include(`-C ${clone}/${FOLDER} validate `);
  });

  it('fail for a spec with an error, and name its line from the top of the repository', async () => {
    for (const name of ['cooperage:validate', 'cooperage:generated']) {
      const { code, err, clone } = await run(name, 'wrong');
      expect(code, name).to.equal(1);
      expect(err).to.include('unknown key "expsoe"');
      const { junit, issues } = reports(name, clone);
      expect(junit).to.match(new RegExp(`<failure[^>]*>${SPEC}:\\d+:\\d+: error: unknown key`));
      expect(issues.map(({ check_name, location }) => [check_name, location.path])).to.deep.equal([
        ['unknown-key', SPEC],
      ]);
      expect(
        readFileSync(join(clone, SPEC), 'utf8').split('\n')[(issues[0]?.location.lines.begin ?? 0) - 1],
      ).to.include('expsoe');
    }
  });

  it('fail for a generated file that was edited, and leave it', async () => {
    expect((await run('cooperage:validate', 'edited')).code).to.equal(0);
    const { code, out, clone } = await run('cooperage:generated', 'edited');
    expect(code).to.equal(3);
    expect(out).to.include('-USER root');
    const { junit, issues } = reports('cooperage:generated', clone);
    expect(junit).to.include('tests="2" failures="1"').and.include('images/web/Dockerfile is not current');
    expect(issues.map(({ check_name }) => check_name)).to.deep.equal(['not-current']);
    expect(readFileSync(join(clone, DOCKERFILE), 'utf8')).to.include('USER root');
    expect(existsSync(join(clone, FOLDER, '.cooperage'))).to.equal(false);
  });

  describe('cooperage:review', () => {
    const review = async (
      branch: string,
      token: string | null = gitlab.token,
    ): Promise<Output & { clone: string; iid: number }> => {
      const iid = await openMergeRequest(gitlab, branch);
      const more = { CI_MERGE_REQUEST_IID: String(iid), ...(token !== null && { GITLAB_TOKEN: token }) };
      return { ...(await run('cooperage:review', branch, { more })), iid };
    };

    it('keeps the report in one note of the merge request, and closes the status', async () => {
      const { code, out, err, iid } = await review('good');
      expect([code, err]).to.deep.equal([0, '']);
      const { notes, comments } = await notesOf(gitlab, iid);
      expect([notes.length, comments.length]).to.deep.equal([1, 0]);
      expect(notes[0]?.body).to.include('81');
      const again = await run('cooperage:review', 'good', {
        more: { CI_MERGE_REQUEST_IID: String(iid), GITLAB_TOKEN: gitlab.token },
      });
      expect(again.code).to.equal(0);
      expect((await notesOf(gitlab, iid)).notes).to.deep.equal(notes);
      const states = await statusesOf(gitlab, project.commit('good'));
      expect(states.map(({ status }) => status)).to.deep.equal(['success']);
      expect(out + err + again.out + again.err).to.not.include(gitlab.token);
    });

    it('comments on the line of an error, and fails', async () => {
      const { code, iid } = await review('wrong');
      expect(code).to.equal(1);
      const { comments } = await notesOf(gitlab, iid);
      expect(comments.map(({ body }) => body).join('\n')).to.include('expsoe');
      const states = await statusesOf(gitlab, project.commit('wrong'));
      expect(states.map(({ status }) => status)).to.deep.equal(['failed']);
    });

    it('tells the report in the log where there is no token, and asks GitLab nothing', async () => {
      await project.change('forked', { [SPEC]: (text) => text.replace('80', '82') }, true);
      const iid = await openMergeRequest(gitlab, 'forked');
      const before = gitlab.asked.length;
      const { code, out } = await run('cooperage:review', 'forked', {
        more: { CI_MERGE_REQUEST_IID: String(iid), GITLAB_TOKEN: '' },
      });
      expect(code).to.equal(0);
      expect(out).to.include('There is no GITLAB_TOKEN here').and.include('82');
      expect(gitlab.asked.length).to.equal(before);
    });

    it('fails where GitLab does not take the token, without showing it', async () => {
      await project.change('late', { [SPEC]: (text) => text.replace('80', '83') }, true);
      const { code, out, err } = await review('late', 'glpat-late-000000000');
      expect(code).to.equal(4);
      expect(err).to.match(/token/);
      expect(out + err).to.not.include('glpat-late');
    });
  });
});
