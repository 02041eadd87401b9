/**
 * Publishing a workspace:
 *
 *   compile ─ local tree ─┐
 *   branch, target, base ─┴ plan ─ conflicts? ─ commit ─ remember ─ merge request
 */

import type { GitLabApi } from './clients/gitlab/api.js';
import type { GitLabFault } from './clients/gitlab/types.js';
import { compile, isError, type CompileResult } from './compile.js';
import type { Files } from './host/files.js';
import type { Git } from './host/git.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { WorkspaceSettings } from './model/spec.js';
import { actionsWords } from './publish/words.js';
import { apiRemote } from './publish/api-remote.js';
import type { Waits } from './publish/arrived.js';
import type { Limits } from './publish/batches.js';
import { beginningOf } from './publish/beginning.js';
import { commitActions } from './publish/commit.js';
import { conflictsOf, type Conflict } from './publish/conflict.js';
import { changedDirs, sectionOf, titleOf } from './publish/images.js';
import { localTree } from './publish/local-tree.js';
import { keepMergeRequest, type KeptRequest } from './publish/merge-request.js';
import { overlaid } from './publish/overlaid.js';
import { planPublish, type PublishPlan } from './publish/plan.js';
import { keyOf, remember, remembered } from './publish/remembered.js';
import { weigh } from './publish/weigh.js';
import { loadSettings } from './settings.js';

export interface PublishOptions extends Waits {
  readonly gitlab: GitLabApi;
  readonly git: Git;
  readonly files: Files;
  /** Of the workspace in its repository, with '/' between the parts; '' for the top. */
  readonly folder: string;
  /** The branch that is published to; else the settings'. */
  readonly branch?: string;
  /** The branch of the merge request; else the settings', else the project's default branch. */
  readonly target?: string;
  readonly title?: string;
  readonly message?: string;
  /** The commit that ours began from, where git cannot tell. */
  readonly base?: string;
  /** Nothing is written, neither here nor there. */
  readonly dryRun?: boolean;
  readonly limits?: Limits;
  readonly onProgress?: (what: string, done: number, total: number) => void;
}

/** What is known of a run when it ends. */
export interface PublishState {
  readonly branch: string;
  readonly target: string;
  readonly plan: PublishPlan | null;
  /** Of the branch, after a commit; null where none was made. */
  readonly commit: { readonly tip: string; readonly commits: number } | null;
  readonly mergeRequest: KeptRequest | null;
  /** Whole sentences. */
  readonly notices: readonly string[];
}

export type PublishResult =
  | { readonly end: 'specs'; readonly diagnostics: readonly Diagnostic[]; readonly compiled: CompileResult }
  | { readonly end: 'wrong'; readonly problem: string; readonly help: string }
  | ({ readonly end: 'fault'; readonly fault: GitLabFault } & PublishState)
  | ({ readonly end: 'conflict'; readonly conflicts: readonly Conflict[] } & PublishState)
  | ({ readonly end: 'unsendable'; readonly paths: readonly string[] } & PublishState)
  | ({ readonly end: 'planned' } & PublishState)
  | ({ readonly end: 'published' } & PublishState);

export type { Conflict } from './publish/conflict.js';
export type { Action as PublishAction } from './publish/actions.js';

/** @param root absolute path of the folder with cooperage.json */
export async function publishWorkspace(root: string, options: PublishOptions): Promise<PublishResult> {
  const { gitlab, git, files, dryRun = false, onProgress = () => {} } = options;
  const folder = options.folder === '' ? '' : `${options.folder}/`;
  const compiled = compile(root, {
    output: dryRun ? 'check' : 'write',
    files,
    incremental: true,
    onProgress: (done, total) => onProgress('compiling', done, total),
  });
  if (compiled.diagnostics.some(isError)) {
    return { end: 'specs', diagnostics: compiled.diagnostics, compiled };
  }
  const settings: NonNullable<WorkspaceSettings['gitlab']> = loadSettings(files, root).settings?.gitlab ?? {};
  const project = await gitlab.project();
  const branch = options.branch ?? settings.branch ?? 'cooperage/publish';
  const target =
    options.target ??
    settings.targetBranch ??
    ('value' in project ? project.value.defaultBranch : null) ??
    'main';
  const notices: string[] = [];
  let state: PublishState = { branch, target, plan: null, commit: null, mergeRequest: null, notices };
  const failed = (fault: GitLabFault): PublishResult => ({ end: 'fault', fault, ...state });
  if ('fault' in project) return failed(project.fault);

  const tree = localTree(root, git, files);
  const local = dryRun ? overlaid(tree, compiled) : tree;
  const remote = apiRemote(gitlab, folder, tree.isClone ? { git, root } : null);
  const key = keyOf(gitlab.url, gitlab.projectPath, branch);
  const planned = await planPublish(remote, local, {
    branch,
    target,
    base: options.base ?? null,
    beginning: (tip) =>
      tree.isClone ? beginningOf(remote, git, tip, target) : Promise.resolve({ value: null }),
    published: remembered(files, root, key),
  });
  if ('fault' in planned) return failed(planned.fault);
  const plan = planned.value;
  state = { ...state, plan };
  const isEmpty = plan.targetTip === null && project.value.defaultBranch === null;
  if (plan.targetTip === null && !isEmpty) {
    const some = await gitlab.branches('');
    if ('fault' in some) return failed(some.fault);
    if (some.value.length > 0) return noTarget(target);
  }
  if (plan.conflicts.length > 0) {
    const conflicts = await conflictsOf(remote, local, plan.conflicts, plan.tip ?? plan.targetTip ?? '');
    if ('fault' in conflicts) return failed(conflicts.fault);
    return { end: 'conflict', conflicts: conflicts.value, ...state };
  }
  const weighed = weigh(local, plan.actions);
  const unsendable = [...plan.unsendable, ...weighed.unsendable];
  if (unsendable.length > 0) return { end: 'unsendable', paths: unsendable, ...state };
  if (dryRun) return { end: 'planned', ...state };

  const dirs = changedDirs(plan.differing, compiled.dirs);
  const title = options.title ?? settings.title ?? titleOf(dirs);
  // The first branch of a repository becomes its default one.
  const into = plan.targetTip === null ? target : branch;
  if (plan.actions.length > 0) {
    const made = await commitActions(
      gitlab,
      {
        branch: into,
        tip: plan.tip,
        start: plan.targetTip,
        message: options.message ?? `${title}\n\n${actionsWords(plan.actions)}`,
        actions: plan.actions,
        folder,
        content: (path) => local.content(path),
        size: weighed.size,
      },
      { ...options, onProgress: (done, total) => onProgress('sending', done, total) },
    );
    if ('fault' in made) return failed(made.fault);
    state = { ...state, commit: made.value };
  }
  const tip = state.commit?.tip ?? plan.tip;
  if (tip !== null && (plan.base ?? plan.targetTip) !== null)
    remember(files, root, key, { commit: tip, base: plan.base ?? plan.targetTip ?? '' });

  if (into === target) {
    if (branch !== target)
      notices.push(`The project was empty: its first commit went to ${target}, without a merge request.`);
    return { end: 'published', ...state };
  }
  if (tip === null || plan.differing.length === 0) return { end: 'published', ...state };
  const kept = await keepMergeRequest(
    gitlab,
    {
      source: branch,
      target,
      title,
      isTitleGiven: options.title !== undefined,
      section: sectionOf(dirs, options.folder),
      labels: settings.labels ?? [],
      reviewers: [],
      removeSourceBranch: settings.removeSourceBranch ?? true,
      folder,
    },
    options,
  );
  if ('fault' in kept) return failed(kept.fault);
  return { end: 'published', ...state, mergeRequest: kept.value };
}

function noTarget(target: string): PublishResult {
  return {
    end: 'wrong',
    problem: `the project has no branch ${JSON.stringify(target)} that could be merged into`,
    help: 'Name one with --target, or as gitlab.targetBranch in cooperage.json.',
  };
}
