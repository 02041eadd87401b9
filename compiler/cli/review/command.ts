import type { Command } from 'commander';
import { diagnostic } from '../../diagnostics/create.js';
import { gitIn, GitError, type Git } from '../../host/git.js';
import { isWorkTree } from '../../host/git-revision.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { Exit } from '../exit.js';
import type { Io } from '../io.js';
import { report } from '../report.js';
import type { ReviewOptions } from '../review.js';
import { workspaceOf } from '../workspace.js';
import { cloneOf, type Clone } from './change.js';
import { tellProblem } from './look.js';
import { lookOnly, post } from './post.js';
import { surroundingsOf } from './surroundings.js';

/** Exit codes: 1 the specs have errors, 3 generated files are not current, 4 GitLab or git failed, 2 the command line. */
export async function reviewCommand(
  revision: string | undefined,
  options: ReviewOptions,
  command: Command,
  io: Io,
): Promise<number> {
  const workspace = workspaceOf(command);
  if ('missing' in workspace) {
    report([workspace.missing], options.json === true ? { format: 'json' } : {}, io);
    return Exit.specs;
  }
  const { root } = workspace;
  const git = gitIn(root, io.env);
  const found = cloneIn(git, root);
  if ('problem' in found) return tellProblem(found.problem, options, io);
  const { clone } = found;
  const here = surroundingsOf(io.env);
  const job = { root, git, clone, here, revision, options, command, io };
  // Without a commit there is nothing to post; looking tells so.
  return options.post === true && clone.head !== null
    ? post({ ...job, head: clone.head })
    : lookOnly(job, Exit.fine);
}

function cloneIn(git: Git, root: string): { readonly clone: Clone } | { readonly problem: Diagnostic } {
  try {
    if (isWorkTree(git)) return { clone: cloneOf(git) };
    return { problem: diagnostic('no-repository', { folder: root }, null) };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return { problem: diagnostic('git-failed', { reason: error.message }, null) };
  }
}
