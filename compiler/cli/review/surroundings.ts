/** What the environment of a CI job tells of the change that it looks at. */
import type { Environment } from '../../host/files.js';

export interface Surroundings {
  /** The merge request's number in its project. */
  readonly mergeRequest: number | null;
  /** The commit that was pushed; null where only the clone or the merge request knows it. */
  readonly sha: string | null;
  /** The branch that the change is on. */
  readonly branch: string | null;
  /** The branch that it is to be merged into. */
  readonly target: string | null;
  /** The commit that the change starts from. */
  readonly base: string | null;
  /** Where the job can be looked at. */
  readonly job: string | null;
  /** A pipeline of GitLab runs for the commit. */
  readonly isPipeline: boolean;
}

/**
 * GitLab CI (https://docs.gitlab.com/ci/variables/predefined_variables/) and Jenkins' multibranch jobs, which set
 * CHANGE_* for a merge request. A pipeline for merged results checks out a merge that only it knows: then GitLab names
 * the pushed commit and the target's apart, and in no other pipeline.
 */
export function surroundingsOf(env: Environment): Surroundings {
  const given = (name: string): string | null => {
    const value = (env[name] ?? '').trim();
    return value === '' ? null : value;
  };
  const isPipeline = given('GITLAB_CI') !== null;
  const iid = Number(given('CI_MERGE_REQUEST_IID') ?? given('CHANGE_ID') ?? Number.NaN);
  const merged = given('CI_MERGE_REQUEST_SOURCE_BRANCH_SHA');
  return {
    mergeRequest: Number.isSafeInteger(iid) && iid > 0 ? iid : null,
    sha: merged ?? given('CI_COMMIT_SHA'),
    branch:
      given('CI_MERGE_REQUEST_SOURCE_BRANCH_NAME') ??
      given('CI_COMMIT_BRANCH') ??
      given('CHANGE_BRANCH') ??
      given('BRANCH_NAME'),
    target: given('CI_MERGE_REQUEST_TARGET_BRANCH_NAME') ?? given('CHANGE_TARGET'),
    // Of a merged result, what the target had of its own is no part of the change.
    base:
      (merged === null ? null : given('CI_MERGE_REQUEST_TARGET_BRANCH_SHA')) ??
      given('CI_MERGE_REQUEST_DIFF_BASE_SHA'),
    job: given('CI_JOB_URL') ?? given('BUILD_URL'),
    isPipeline,
  };
}

/**
 * In a pipeline of a merge request, the project that it is in: the pipeline itself may run in a fork, where
 * CI_PROJECT_PATH is that of the fork.
 */
export function withProject(env: Environment): Environment {
  const project = (env['CI_MERGE_REQUEST_PROJECT_PATH'] ?? '').trim();
  return (env['GITLAB_PROJECT'] ?? '').trim() !== '' || project === ''
    ? env
    : { ...env, GITLAB_PROJECT: project };
}
