import type { GitLabApi } from '../api.js';
import { jsonWith } from '../caller.js';
import { about, change, quoted, type Connection } from '../connection.js';
import { changeBody, fileDiffOf, isOfFork, mergeRequestOf } from '../merge-request-json.js';
import { part } from '../resources.js';
import { listOf } from '../../http/json.js';

type Calls = Pick<
  GitLabApi,
  | 'mergeRequests'
  | 'mergeRequest'
  | 'createMergeRequest'
  | 'updateMergeRequest'
  | 'merge'
  | 'mergeRequestDiff'
>;

export function mergeRequestCalls({ caller, project }: Connection): Calls {
  const whole = jsonWith(mergeRequestOf);
  return {
    mergeRequests: ({ sourceBranch, targetBranch, state }) =>
      caller.list(
        about('the merge requests'),
        ({ mergeRequests }, page) =>
          mergeRequests.all({
            projectId: project,
            ...page,
            ...(state === 'all' ? {} : { state }),
            ...(sourceBranch === undefined ? {} : { sourceBranch: sourceBranch.toWellFormed() }),
            ...(targetBranch === undefined ? {} : { targetBranch: targetBranch.toWellFormed() }),
          }),
        (json) => (sourceBranch !== undefined && isOfFork(json) ? null : mergeRequestOf(json)),
      ),
    mergeRequest: (iid) =>
      caller.found(about(nameOf(iid)), ({ mergeRequests }) => mergeRequests.show(project, iid), whole),
    createMergeRequest: (source, target, { title, ...rest }) =>
      caller.change(
        change(`the merge request of ${quoted(source)} to ${quoted(target)}`),
        ({ mergeRequests }) => mergeRequests.create(project, source, target, title, changeBody(rest)),
        whole,
      ),
    updateMergeRequest: (iid, wanted) =>
      caller.change(
        change(nameOf(iid)),
        ({ mergeRequests }) => mergeRequests.edit(project, iid, changeBody(wanted)),
        whole,
      ),
    merge: (iid, head, squash) =>
      caller.change(
        change(nameOf(iid)),
        ({ mergeRequests }) => mergeRequests.merge(project, iid, { sha: head, squash }),
        whole,
      ),
    /** GitLab pages it since 15.7; before, it comes whole with the merge request. */
    async mergeRequestDiff(iid) {
      const question = about(`the diff of ${nameOf(iid)}`);
      const answer = await caller.list(
        question,
        ({ mergeRequests }, page) => mergeRequests.allDiffs(project, iid, page),
        fileDiffOf,
      );
      if (!('fault' in answer) || answer.fault.kind !== 'missing') return answer;
      return caller.json(
        question,
        (gitlab) => gitlab.raw('GET', `projects/${part(project)}/merge_requests/${iid}/changes`),
        ({ changes }) =>
          Array.isArray(changes) ? listOf(changes).flatMap((each) => fileDiffOf(each) ?? []) : null,
      );
    },
  };
}

function nameOf(iid: number): string {
  return `the merge request !${iid}`;
}
