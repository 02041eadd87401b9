/** The merge request of what was published, with its reviewers and its report. */

import type { GitLabApi } from './clients/gitlab/api.js';
import type { Answer, GitLabFault } from './clients/gitlab/types.js';
import type { Files } from './host/files.js';
import type { Git } from './host/git.js';
import type { WorkspaceSettings } from './model/spec.js';
import { ownersOf } from './publish-owners.js';
import { tellEffect } from './publish-report.js';
import type { PublishOptions } from './publish-workspace.js';
import { codeownersIn } from './publish/codeowners-file.js';
import { sectionOf } from './publish/images.js';
import { keepMergeRequest, type KeptRequest } from './publish/merge-request.js';
import type { PublishPlan } from './publish/plan.js';
import { namesOf, reviewersOf, type Reviewers } from './publish/reviewers.js';

export interface RequestAsked {
  readonly root: string;
  /** Of the workspace in its repository, with a slash at its end; '' for the top. */
  readonly folder: string;
  readonly git: Git;
  readonly files: Files;
  readonly gitlab: GitLabApi;
  readonly settings: NonNullable<WorkspaceSettings['gitlab']>;
  /** Folders of the images that differ. */
  readonly dirs: readonly string[];
  readonly title: string;
  readonly branch: string;
  readonly target: string;
  readonly plan: PublishPlan;
  /** Whether a commit was made. */
  readonly isNews: boolean;
}

export interface RequestOpened {
  readonly request: KeptRequest | null;
  /** Whole sentences. */
  readonly notices: readonly string[];
  readonly fault: GitLabFault | null;
}

export async function openMergeRequest(
  asked: RequestAsked,
  options: Pick<PublishOptions, 'title' | 'report' | 'sleep'>,
): Promise<RequestOpened> {
  const { gitlab, settings, branch, target, title, dirs, plan } = asked;
  const folder = asked.folder.replace(/\/$/u, '');
  const reviewers = await reviewersFor(asked);
  if ('fault' in reviewers) return { request: null, notices: [], fault: reviewers.fault };
  const { users, unasked } = reviewers.value;
  const kept = await keepMergeRequest(
    gitlab,
    {
      source: branch,
      target,
      title,
      isTitleGiven: options.title !== undefined,
      section: sectionOf(dirs, folder),
      labels: settings.labels ?? [],
      reviewers: users,
      removeSourceBranch: settings.removeSourceBranch ?? true,
      folder: asked.folder,
    },
    options,
  );
  if ('fault' in kept) return { request: null, notices: [], fault: kept.fault };
  const { request, how } = kept.value;
  const notices = how === 'unchanged' ? [] : notAsked(unasked, users.length, request.reviewers.length);
  if (options.report === false || plan.fork === null) return { request: kept.value, notices, fault: null };
  const told = await report(asked, folder, request.iid, how === 'opened');
  if ('fault' in told) return { request: kept.value, notices, fault: told.fault };
  const untold = told.value === null && (asked.isNews || how === 'opened') ? [NO_REPORT] : [];
  return { request: kept.value, notices: [...notices, ...untold], fault: null };
}

const NO_REPORT =
  'The effect is not told in the merge request from here: "cooper review --post" does so in its pipeline.';

async function reviewersFor({
  gitlab,
  settings,
  root,
  folder,
  files,
  dirs,
  plan,
}: RequestAsked): Promise<Answer<Reviewers>> {
  const { reviewers: from = 'both' } = settings;
  if (from === 'none' || plan.targetTip === null) return { value: { users: [], unasked: [] } };
  const text = from === 'owners' ? { value: null } : await codeownersIn(gitlab, plan.targetTip);
  if ('fault' in text) return text;
  const facts = await gitlab.facts();
  if ('fault' in facts) return facts;
  const names = namesOf({
    from,
    codeowners: text.value,
    paths: plan.differing.map((path) => `${folder}${path}`),
    owners: from === 'codeowners' ? [] : ownersOf(files, root, dirs),
  });
  return reviewersOf(gitlab, names, facts.value.user.id);
}

function notAsked(unasked: readonly string[], wanted: number, taken: number): string[] {
  const groups =
    unasked.length === 0
      ? []
      : [
          `Not asked to review, because GitLab has no user of that name to ask: ${unasked.slice(0, 10).join(', ')}.`,
        ];
  // Without a licence GitLab takes one.
  const fewer = taken < wanted ? [`GitLab has taken ${taken} of ${wanted} reviewers.`] : [];
  return [...groups, ...fewer];
}

/** Only of what the branch holds just as it is here. */
async function report(
  { gitlab, root, git, files, plan, target, branch, isNews }: RequestAsked,
  folder: string,
  iid: number,
  isOpened: boolean,
): Promise<Answer<'made' | 'updated' | 'unchanged' | null>> {
  if (!plan.isWhole || plan.fork === null) return { value: null };
  const names = { before: `${target} (${plan.fork.slice(0, 12)})`, after: branch };
  const place = { root, git, files, folder, iid, fork: plan.fork, names };
  return tellEffect(gitlab, place, isNews || isOpened);
}
