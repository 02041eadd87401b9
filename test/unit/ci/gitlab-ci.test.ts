/** The jobs for GitLab, as its documentation has them; test/real/gitlab runs their scripts. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { gitlabFiles, includeLines } from '../../../compiler/cli/init/ci-files.js';
import { pipelineOf, PIPELINES, runs, scriptOf } from '../../support/gitlab-ci.js';

const root = resolve(import.meta.dirname, '../../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const text = readFileSync(join(root, 'ci/cooperage.gitlab-ci.yml'), 'utf8');
const { variables, jobs } = pipelineOf(text);
const NAMES = ['cooperage:validate', 'cooperage:generated', 'cooperage:review'];

describe('ci/cooperage.gitlab-ci.yml', () => {
  it('pins this version, and its image can be chosen', () => {
    expect(variables['COOPERAGE_PACKAGE']).to.match(
      new RegExp(`^git\\+https://gitlab\\.example\\.com/.*#v${version.replaceAll('.', '\\.')}$`),
    );
    for (const job of Object.values(jobs)) expect(job.image).to.equal('$COOPERAGE_IMAGE');
  });

  it('is interruptible jobs with the whole history, none of which waits for another', () => {
    expect(Object.keys(jobs)).to.deep.equal(NAMES);
    for (const [name, job] of Object.entries(jobs)) {
      expect(job.interruptible, name).to.equal(true);
      expect(job.needs, name).to.deep.equal([]);
      expect(job.stage, name).to.equal('test');
      expect(job.variables, name).to.deep.equal({ GIT_DEPTH: '0' });
    }
  });

  it('has only texts for variables, which GitLab wants', () => {
    const maps: readonly (object | undefined)[] = [
      variables,
      ...Object.values(jobs).map((job) => job.variables),
    ];
    for (const value of maps.flatMap((map) => Object.values(map ?? {}))) expect(value).to.be.a('string');
  });

  it('gives up the reports that its scripts write, also after a failure', () => {
    for (const name of ['cooperage:validate', 'cooperage:generated']) {
      const job = jobs[name];
      expect(job?.artifacts?.when).to.equal('always');
      const { junit, codequality } = job?.artifacts?.reports ?? {};
      expect(junit).to.match(/\.xml$/);
      expect(job && scriptOf(job))
        .to.include(`junit=$CI_PROJECT_DIR/${junit}"`)
        .and.include(`gitlab=$CI_PROJECT_DIR/${codequality}"`);
    }
  });

  const jobsIn = (pipeline: keyof typeof PIPELINES): string[] =>
    NAMES.filter((name) => runs(jobs[name]?.rules, PIPELINES[pipeline]));

  it('runs in merge requests and on the default branch, and there alone', () => {
    expect(jobsIn('a merge request')).to.deep.equal(NAMES);
    expect(jobsIn('a push to a branch with a merge request')).to.deep.equal([]);
    expect(jobsIn('a push to a branch without one')).to.deep.equal([]);
    expect(jobsIn('a push to the default branch')).to.deep.equal(NAMES.slice(0, 2));
    expect(jobsIn('a schedule')).to.deep.equal(NAMES.slice(0, 2));
    expect(jobsIn('a tag')).to.deep.equal([]);
  });

  it('never names the token but to ask whether it is there', () => {
    expect(text.replaceAll(/^ *#.*$/gm, '').match(/.*GITLAB_TOKEN.*/g)).to.deep.equal([
      '      if [ -n "${GITLAB_TOKEN:-}${GITLAB_TOKEN_FILE:-}" ]; then',
      '        echo "There is no GITLAB_TOKEN here, so nothing is written into the merge request."',
    ]);
  });
});

describe('cli/init/ci-files for GitLab', () => {
  const [written, pipeline] = gitlabFiles({ folder: '', package: null });

  it("is the package's file, and a pipeline that includes it", () => {
    expect(written).to.deep.equal({ path: 'ci/cooperage.gitlab-ci.yml', content: text });
    expect(pipeline?.path).to.equal('.gitlab-ci.yml');
    expect(pipelineOf(pipeline?.content ?? '').include).to.deep.equal([
      { local: '/ci/cooperage.gitlab-ci.yml' },
    ]);
  });

  it('names the package that somebody wants, with variables of theirs', () => {
    for (const wanted of ['cooperage@1.0.0', 'git+https://a:${CI_JOB_TOKEN}@git.test/b.git#v1', `'"&\\:#`]) {
      const [file] = gitlabFiles({ folder: '', package: wanted });
      expect(pipelineOf(file?.content ?? '').variables['COOPERAGE_PACKAGE']).to.equal(wanted);
    }
  });

  it('makes no pipeline twice', () => {
    const { workflow } = pipelineOf(pipeline?.content ?? '');
    const made = Object.keys(PIPELINES).filter((name) =>
      runs(workflow?.rules, PIPELINES[name as keyof typeof PIPELINES]),
    );
    expect(made).to.deep.equal([
      'a merge request',
      'a push to a branch without one',
      'a push to the default branch',
      'a push to the default branch, from which a merge request is open',
      'a schedule',
    ]);
  });

  it('names the folder of a workspace below the top, whatever its name holds', () => {
    for (const folder of ['platform/images', 'a \'b\' "c"', 'a: #$x', '$CI', '#', "'"]) {
      const [file, ...others] = gitlabFiles({ folder, package: null });
      expect(others).to.deep.equal([]);
      const read = pipelineOf(file?.content ?? '');
      // GitLab reads `$$` as `$`.
      expect(read.variables['COOPERAGE_DIR']?.replaceAll('$$', '$')).to.equal(folder);
      expect({ ...read, variables: { ...read.variables, COOPERAGE_DIR: '.' } }).to.deep.equal(
        pipelineOf(text),
      );
      expect(pipelineOf(includeLines(folder)).include).to.deep.equal([
        { local: `/${folder}/ci/cooperage.gitlab-ci.yml` },
      ]);
    }
  });
});
