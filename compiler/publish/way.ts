/** The two ways into a project: its API, and git. */

import type { GitLabApi } from '../clients/gitlab/api.js';
import type { Answer, GitLabFault } from '../clients/gitlab/types.js';
import type { Environment, Files } from '../host/files.js';
import { commitOnto, defaultBranch, pushCommit } from '../host/git-push.js';
import type { Git } from '../host/git.js';
import type { WorkspaceSettings } from '../model/spec.js';
import { apiRemote } from './api-remote.js';
import { beginningOf } from './beginning.js';
import { commitActions } from './commit.js';
import { earlierOn } from './earlier.js';
import { gitFault, gitRemote } from './git-remote.js';
import { marked, markOf } from './mark.js';
import { temporaryName } from './parts.js';
import type { PublishPlan } from './plan.js';
import type { Memory, Published } from './remembered.js';
import type { LocalTree, Remote } from './tree.js';
import type { Committed, CommitOptions } from './wanted-commit.js';
import { weigh, type Weighed } from './weigh.js';

export interface Sent {
  readonly branch: string;
  readonly target: string;
  readonly title: string;
  readonly message: string;
  readonly plan: PublishPlan;
  readonly local: LocalTree;
}

export interface Way {
  /** The default branch; null where there is none yet, or nobody knows. */
  readonly main: string | null;
  readonly remote: Remote;
  beginning(targetTip: string, target: string): Promise<Answer<string | null>>;
  earlier(memory: Memory, tip: string): Promise<Answer<Published | null>>;
  /** Whether there is no branch at all. */
  isEmpty(): Promise<Answer<boolean>>;
  /** Paths that cannot go this way. */
  unsendable(plan: PublishPlan, local: LocalTree): readonly string[];
  /** Removes what an earlier run has left. @param mark that it was to send @returns whether it is gone */
  tidy(mark: string): Promise<boolean>;
  /** @param onSend called with the mark of what is about to be sent */
  send(what: Sent, onSend: (mark: string) => void): Promise<Answer<Committed>>;
}

export interface Place {
  /** Absolute path of the workspace, where git runs. */
  readonly root: string;
  /** In its repository, with a slash at its end; '' for the top. */
  readonly folder: string;
  readonly git: Git;
  readonly files: Files;
  readonly environment: Environment;
  readonly isClone: boolean;
}

export type FoundWay = { readonly way: Way } | { readonly fault: GitLabFault };

export async function apiWay(
  gitlab: GitLabApi,
  { root, folder, git, isClone }: Place,
  options: CommitOptions,
): Promise<FoundWay> {
  const project = await gitlab.project();
  if ('fault' in project) return project;
  const remote = apiRemote(gitlab, folder, isClone ? { git, root } : null);
  let weighed: Weighed | null = null;
  const way: Way = {
    main: project.value.defaultBranch,
    remote,
    beginning: (tip, target) =>
      isClone ? beginningOf(remote, git, tip, target) : Promise.resolve({ value: null }),
    earlier: (memory, tip) => earlierOn(gitlab, memory, tip),
    async isEmpty() {
      const branches = await gitlab.branches('');
      return 'fault' in branches ? branches : { value: branches.value.length === 0 };
    },
    unsendable(plan, local) {
      weighed = weigh(local, plan.actions);
      const links = plan.changes.flatMap(({ path, after }) => (after?.kind === 'symlink' ? [path] : []));
      return [...links, ...weighed.unsendable, ...local.unnamed];
    },
    async tidy(mark) {
      const temporary = temporaryName(mark);
      const standing = await gitlab.branch(temporary);
      if ('fault' in standing || standing.value === null) return 'value' in standing;
      const removed = await gitlab.deleteBranch(temporary);
      return 'value' in removed || removed.fault.kind === 'missing';
    },
    send({ branch, message, plan, local }, onSend) {
      const { tip, targetTip: start, actions } = plan;
      onSend(markOf(folder, branch, tip ?? start, actions));
      const { size } = weighed ?? weigh(local, actions);
      const content = (path: string): Uint8Array => local.content(path);
      return commitActions(gitlab, { branch, tip, start, message, actions, folder, content, size }, options);
    },
  };
  return { way };
}

/**
 * @param target null: the default branch
 * @param request what a merge request is asked for with; false: not with the push
 */
export async function gitWay(
  { root, folder, git, files, environment }: Place,
  branch: string,
  target: string | null,
  request: false | NonNullable<WorkspaceSettings['gitlab']>,
): Promise<FoundWay> {
  try {
    const main = defaultBranch(git, 'origin');
    const remote = gitRemote(git, root, 'origin', [branch, target ?? main ?? 'main']);
    const way: Way = {
      main,
      remote,
      beginning: (tip, name) => beginningOf(remote, git, tip, name),
      earlier: ({ published }) => Promise.resolve({ value: published }),
      isEmpty: () => Promise.resolve({ value: main === null }),
      unsendable: (_, local) => local.unnamed,
      tidy: () => Promise.resolve(true),
      send: ({ branch: into, target: goal, title, message, plan }, onSend) => {
        const parent = plan.tip ?? plan.targetTip;
        const mark = markOf(folder, into, parent, plan.actions);
        try {
          const changes = plan.changes.map(({ path, after }) => ({ path: `${folder}${path}`, entry: after }));
          for (const { path, after } of plan.changes)
            if (after?.kind === 'symlink')
              git.run(['hash-object', '-w', '--stdin'], files.readlink(`${root}/${path}`));
          const commit = commitOnto(root, environment, parent, changes, marked(message, mark));
          onSend(mark);
          const options = request === false || into === goal ? [] : pushOptions(goal, title, request);
          pushCommit(git, 'origin', commit, into, plan.tip, options);
          return Promise.resolve({ value: { tip: commit, commits: 1, left: null } });
        } catch (error) {
          return Promise.resolve({ fault: gitFault(error) });
        }
      },
    };
    return { way };
  } catch (error) {
    return { fault: gitFault(error) };
  }
}

/** https://docs.gitlab.com/user/project/push_options/ */
function pushOptions(
  target: string,
  title: string,
  { labels = [], removeSourceBranch = true }: NonNullable<WorkspaceSettings['gitlab']>,
): string[] {
  return [
    'merge_request.create',
    `merge_request.target=${target}`,
    `merge_request.title=${title}`,
    ...labels.map((label) => `merge_request.label=${label}`),
    ...(removeSourceBranch ? ['merge_request.remove_source_branch'] : []),
  ];
}
