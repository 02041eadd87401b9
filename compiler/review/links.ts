import type { MergeRequest } from '../clients/gitlab/types.js';
import type { Links } from '../report/place.js';

/**
 * Where the files of a merge request's two sides can be looked at.
 * @param folder of the workspace in its repository; '' is the top
 */
export function linksOf({ url, diffRefs }: MergeRequest, commit: string, folder: string): Links {
  const [, project] = /^(.*)\/-\/merge_requests\/\d+$/u.exec(url) ?? [];
  if (project === undefined) return {};
  const path = folder === '' ? '' : `${folder.split('/').map(encodeURIComponent).join('/')}/`;
  const at = (revision: string): string => `${project}/-/blob/${revision}/${path}`;
  return { after: at(commit), ...(diffRefs ? { before: at(diffRefs.base) } : {}) };
}
