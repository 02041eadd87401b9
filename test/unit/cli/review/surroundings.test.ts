import { expect } from 'chai';
import { surroundingsOf, withProject } from '../../../../compiler/cli/review/surroundings.js';

const NOTHING = {
  mergeRequest: null,
  sha: null,
  branch: null,
  target: null,
  base: null,
  job: null,
  isPipeline: false,
};
const [HEAD, MERGE, BASE, TIP] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(40));

describe('cli/review/surroundings', () => {
  it('nothing outside of CI, and of empty variables', () => {
    expect(surroundingsOf({})).to.deep.equal(NOTHING);
    expect(surroundingsOf({ CI_MERGE_REQUEST_IID: '', CHANGE_ID: 'x', BUILD_URL: ' ' })).to.deep.equal(
      NOTHING,
    );
    expect(surroundingsOf({ CHANGE_ID: '-1' }).mergeRequest).to.equal(null);
  });

  it('a pipeline of a merge request', () => {
    const env = {
      GITLAB_CI: 'true',
      CI_COMMIT_SHA: HEAD,
      CI_MERGE_REQUEST_IID: '12',
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'change',
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: BASE,
      CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: '',
      CI_MERGE_REQUEST_TARGET_BRANCH_SHA: '',
      CI_JOB_URL: 'https://gitlab.example.com/job/1',
    };
    const told = {
      mergeRequest: 12,
      sha: HEAD,
      branch: 'change',
      target: 'main',
      base: BASE,
      job: 'https://gitlab.example.com/job/1',
      isPipeline: true,
    };
    expect(surroundingsOf(env)).to.deep.equal(told);
    // Never the merge that only the pipeline knows.
    const merged = {
      ...env,
      CI_COMMIT_SHA: MERGE,
      CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: HEAD,
      CI_MERGE_REQUEST_TARGET_BRANCH_SHA: TIP,
    };
    expect(surroundingsOf(merged)).to.deep.equal({ ...told, base: TIP });
  });

  it('a multibranch job of Jenkins', () => {
    const env = {
      CHANGE_ID: '3',
      CHANGE_BRANCH: 'change',
      CHANGE_TARGET: 'main',
      BRANCH_NAME: 'MR-3',
      BUILD_URL: 'https://jenkins.example.com/job/1/',
    };
    expect(surroundingsOf(env)).to.deep.equal({
      ...NOTHING,
      mergeRequest: 3,
      branch: 'change',
      target: 'main',
      job: 'https://jenkins.example.com/job/1/',
    });
  });

  it("a fork's pipeline asks the project of the merge request, unless another one is named", () => {
    const env = { CI_PROJECT_PATH: 'ann/images', CI_MERGE_REQUEST_PROJECT_PATH: 'team/images' };
    expect(withProject(env)['GITLAB_PROJECT']).to.equal('team/images');
    expect(withProject({ ...env, GITLAB_PROJECT: '7' })['GITLAB_PROJECT']).to.equal('7');
    expect(withProject({ CI_PROJECT_PATH: 'a/b' })).to.deep.equal({ CI_PROJECT_PATH: 'a/b' });
  });
});
