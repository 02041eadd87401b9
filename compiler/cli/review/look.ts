/** What a review is made of, whoever it is told to. */
import type { Command } from 'commander';
import type { MergeRequest } from '../../clients/gitlab/types.js';
import { isError } from '../../compile.js';
import { differences } from '../../differences.js';
import type { Git } from '../../host/git.js';
import { nodeFiles } from '../../host/node-files.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { reviewChange, type Review } from '../../review-change.js';
import { loadSettings } from '../../settings.js';
import { Exit } from '../exit.js';
import type { Io } from '../io.js';
import { progress } from '../progress.js';
import { report } from '../report.js';
import { reportAll } from '../report-files.js';
import { folderInRepository } from '../repository-folder.js';
import type { ReviewOptions } from '../review.js';
import { rangeTo, sidesIn, type Clone } from './change.js';
import type { Surroundings } from './surroundings.js';

/** What the command has found out before anything is compiled. */
export interface Job {
  /** Absolute path of the workspace. */
  readonly root: string;
  readonly git: Git;
  readonly clone: Clone;
  readonly here: Surroundings;
  readonly revision: string | undefined;
  readonly options: ReviewOptions;
  readonly command: Command;
  readonly io: Io;
}

export interface Seen {
  readonly review: Review;
  /** What the specs and the generated files come to: 0, 1, 3, or 4 where a file could not be written. */
  readonly exit: number;
}

/** Compiles both sides, and writes the files for CI. What cannot be compared is told, with its exit code. */
export function look(
  { root, git, clone, here, revision, options, command, io }: Job,
  mergeRequest: MergeRequest | null,
): Seen | { readonly failed: number } {
  const target =
    here.target ??
    mergeRequest?.targetBranch ??
    loadSettings(nodeFiles, root).settings?.gitlab?.targetBranch ??
    clone.defaultBranch ??
    'main';
  const range = revision ?? (here.base === null ? rangeTo(git, target) : `${here.base}...`);
  const found = sidesIn(range, root, git, nodeFiles);
  if ('problem' in found) return { failed: tellProblem(found.problem, options, io) };
  const onProgress = progress(io, 'comparing');
  const review = reviewChange(found.sides, clone.folder, { onProgress });
  onProgress.end();
  const { checked } = review;
  const { after } = found.sides;
  const stale = differences(after.root, checked, after.files);
  const { report: files = [] } = options;
  const isWritten = reportAll([], [...checked.diagnostics, ...stale], { report: files }, command, io, {
    command: 'review',
    specs: checked.sources,
    folder: folderInRepository(root, io.env),
  });
  if (checked.diagnostics.some(isError)) return { review, exit: Exit.specs };
  if (stale.length > 0) return { review, exit: Exit.differs };
  return { review, exit: isWritten ? Exit.fine : Exit.outside };
}

/** @returns the exit code: what git cannot do lies outside; a commit that is not there was named wrongly */
export function tellProblem(problem: Diagnostic, { json }: ReviewOptions, io: Io): number {
  report([problem], json === true ? { format: 'json' } : {}, io);
  return ['no-repository', 'git-failed'].includes(problem.code) ? Exit.outside : Exit.usage;
}
