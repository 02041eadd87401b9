import type { PublishResult } from '../../publish-workspace.js';
import { jsonText } from '../json-text.js';

type Told = Exclude<PublishResult, { end: 'specs' | 'wrong' }>;

/** What a program reads; without contents and without ids of ours. */
export function resultJson(result: Told): string {
  const { end, branch, target, plan, commit, mergeRequest, notices } = result;
  const actions = (plan?.actions ?? []).map((action) => ({
    action: action.action,
    path: action.path,
    ...(action.action === 'move' ? { previous: action.previous } : {}),
    ...(action.action === 'create' ? { executable: action.entry.executable } : {}),
    ...(action.action === 'update' && action.chmod !== null ? { executable: action.chmod } : {}),
  }));
  const request = mergeRequest && {
    iid: mergeRequest.request.iid,
    url: mergeRequest.request.url,
    title: mergeRequest.request.title,
    how: mergeRequest.how,
  };
  return `${jsonText(
    {
      end,
      branch,
      target,
      before: plan?.tip ?? null,
      commit: commit?.tip ?? null,
      commits: commit?.commits ?? 0,
      actions,
      conflicts:
        result.end === 'conflict'
          ? result.conflicts.map(({ path, ours, theirs, commit: there }) => ({ path, ours, theirs, there }))
          : [],
      unsendable: result.end === 'unsendable' ? result.paths : [],
      mergeRequest: request,
      notices,
      fault: result.end === 'fault' ? result.fault : null,
    },
    2,
  )}\n`;
}
