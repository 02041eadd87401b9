/**
 * Publishing a workspace:
 *
 *   compile ─ local tree ─┐
 *   branch, target, base ─┴ plan ─ conflicts? ─ send ─ merge request ─ report
 *
 * Each step can be the last one that is done: the next run finds what is there, and goes on.
 */

import type { GitLabApi } from './clients/gitlab/api.js';
import type { GitLabFault } from './clients/gitlab/types.js';
import { compile, isError } from './compile.js';
import type { Environment, Files } from './host/files.js';
import { gitIn } from './host/git.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { WorkspaceSettings } from './model/spec.js';
import { openMergeRequest } from './publish-request.js';
import type { Waits } from './publish/arrived.js';
import type { Limits } from './publish/batches.js';
import { conflictsOf, type Conflict } from './publish/conflict.js';
import { changedDirs, titleOf } from './publish/images.js';
import { localTree } from './publish/local-tree.js';
import type { KeptRequest } from './publish/merge-request.js';
import { overlaid } from './publish/overlaid.js';
import { planPublish, type PublishPlan } from './publish/plan.js';
import { remember, remembered } from './publish/remembered.js';
import { apiWay, gitWay, type Way } from './publish/way.js';
import { actionsWords } from './publish/words.js';
import { loadSettings } from './settings.js';

export interface PublishOptions extends Waits {
  /** null: only with `git`; then there is no report, and the merge request is asked for by push options. */
  readonly gitlab: GitLabApi | null;
  readonly environment: Environment;
  readonly files: Files;
  /** Of the workspace in its repository, with '/' between the parts; '' for the top. */
  readonly folder: string;
  /** Pushes by git, instead of a commit through the API. */
  readonly git?: boolean;
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
  /** false: no note with the effect. */
  readonly report?: boolean;
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
  | { readonly end: 'specs'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly end: 'wrong'; readonly problem: string; readonly help: string }
  | ({ readonly end: 'fault'; readonly fault: GitLabFault } & PublishState)
  | ({ readonly end: 'conflict'; readonly conflicts: readonly Conflict[] } & PublishState)
  | ({ readonly end: 'unsendable'; readonly paths: readonly string[] } & PublishState)
  | ({ readonly end: 'planned' } & PublishState)
  | ({ readonly end: 'published' } & PublishState);

export type { Conflict } from './publish/conflict.js';
export type { Action as PublishAction } from './publish/actions.js';

/**
 * @param root absolute path of the folder with cooperage.json
 * @throws {GitError} where git fails on this machine
 */
export async function publishWorkspace(root: string, options: PublishOptions): Promise<PublishResult> {
  const { files, environment, dryRun = false, onProgress = () => {} } = options;
  const git = gitIn(root, environment);
  const compiled = compile(root, {
    output: dryRun ? 'check' : 'write',
    files,
    onProgress: (done, total) => onProgress('compiling', done, total),
  });
  if (compiled.diagnostics.some(isError)) return { end: 'specs', diagnostics: compiled.diagnostics };

  const tree = localTree(root, git, files);
  const local = dryRun ? overlaid(tree, compiled) : tree;
  const settings: Settings = loadSettings(files, root).settings?.gitlab ?? {};
  const branch = options.branch ?? settings.branch ?? 'cooperage/publish';
  const folder = options.folder === '' ? '' : `${options.folder}/`;
  const place = { root, folder, git, files, environment, isClone: tree.isClone };
  if (options.git === true && !tree.isClone) return NO_CLONE;
  const found = await wayOf(options, place, branch, settings);
  const target =
    options.target ?? settings.targetBranch ?? ('way' in found ? found.way.main : null) ?? 'main';
  const notices: string[] = [];
  let state: PublishState = { branch, target, plan: null, commit: null, mergeRequest: null, notices };
  const failed = (fault: GitLabFault): PublishResult => ({ end: 'fault', fault, ...state });
  if ('fault' in found) return failed(found.fault);
  const { way } = found;

  const memory = remembered(files, root, branch);
  const planned = await planPublish(way.remote, local, {
    branch,
    target,
    base: options.base ?? null,
    beginning: (tip) => way.beginning(tip, target),
    earlier: (tip) => way.earlier(memory, tip),
  });
  if ('fault' in planned) return failed(planned.fault);
  const plan = planned.value;
  state = { ...state, plan };
  if (plan.targetTip === null) {
    const isEmpty = await way.isEmpty();
    if ('fault' in isEmpty) return failed(isEmpty.fault);
    if (!isEmpty.value) return noTarget(target);
  }
  if (plan.conflicts.length > 0) {
    const at = plan.tip ?? plan.targetTip ?? '';
    const conflicts = await conflictsOf(way.remote, local, plan.conflicts, at);
    if ('fault' in conflicts) return failed(conflicts.fault);
    return { end: 'conflict', conflicts: conflicts.value, ...state };
  }
  const paths = way.unsendable(plan, local);
  if (paths.length > 0) return { end: 'unsendable', paths, ...state };
  if (dryRun) return { end: 'planned', ...state };

  const dirs = changedDirs(plan.differing, compiled.dirs);
  const title = options.title ?? settings.title ?? titleOf(dirs);
  // The first branch of a repository becomes its default one.
  const into = plan.targetTip === null ? target : branch;
  const base = plan.base ?? plan.targetTip;
  // As long as it may have left something there.
  let pending = memory.pending;
  if (plan.changes.length > 0) {
    const message = options.message ?? `${title}\n\n${actionsWords(plan.actions)}`;
    const sent = await way.send({ branch: into, target, title, message, plan, local }, (mark) => {
      if (base !== null) pending = { mark, base };
      remember(files, root, branch, { ...memory, pending });
    });
    if ('fault' in sent) return failed(sent.fault);
    state = { ...state, commit: sent.value };
    const { left } = sent.value;
    if (left === null) pending = null;
    else notices.push(`The branch ${left} could not be removed: the next run does it.`);
    if (memory.pending !== null && pending === null) await way.tidy(memory.pending.mark);
  } else if (pending !== null && (await way.tidy(pending.mark))) pending = null;
  const tip = state.commit?.tip ?? plan.tip;
  if (tip !== null && base !== null)
    remember(files, root, branch, { published: { commit: tip, base }, pending });

  if (into === target && branch !== target)
    notices.push(`The project was empty: its first commit went to ${target}, without a merge request.`);
  if (into === target || tip === null || plan.differing.length === 0 || plan.fork === null)
    return { end: 'published', ...state };
  if (options.gitlab === null) {
    if (state.commit !== null)
      notices.push('GitLab was asked for a merge request with the push: its answer stands there.');
    return { end: 'published', ...state };
  }
  const { gitlab } = options;
  const asked = { ...place, gitlab, settings, dirs, title, branch, target };
  const kept = await openMergeRequest({ ...asked, plan, isNews: state.commit !== null }, options);
  notices.push(...kept.notices);
  state = { ...state, mergeRequest: kept.request };
  return kept.fault === null ? { end: 'published', ...state } : failed(kept.fault);
}

type Settings = NonNullable<WorkspaceSettings['gitlab']>;

function wayOf(
  options: PublishOptions,
  place: Parameters<typeof apiWay>[1],
  branch: string,
  settings: Settings,
): Promise<{ readonly way: Way } | { readonly fault: GitLabFault }> {
  const { gitlab } = options;
  if (options.git === true || gitlab === null)
    return gitWay(
      place,
      branch,
      options.target ?? settings.targetBranch ?? null,
      gitlab === null && settings,
    );
  const { limits, sleep, onProgress = () => {} } = options;
  return apiWay(gitlab, place, {
    ...(limits && { limits }),
    ...(sleep && { sleep }),
    onProgress: (done, total) => onProgress('sending', done, total),
  });
}

const NO_CLONE: PublishResult = {
  end: 'wrong',
  problem: 'the workspace is not in a clone, which --git pushes from',
  help: 'Clone the project, or publish without --git.',
};

function noTarget(target: string): PublishResult {
  return {
    end: 'wrong',
    problem: `the project has no branch ${JSON.stringify(target)} that could be merged into`,
    help: 'Name one with --target, or as gitlab.targetBranch in cooperage.json.',
  };
}
