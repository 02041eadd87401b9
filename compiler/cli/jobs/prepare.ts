/** What the commands about jobs begin with: the workspace, its folder, and where it lies in Git. */
import type { JenkinsApi } from '../../clients/jenkins/types.js';
import { gitIn, type Git } from '../../host/git.js';
import { workspaceJobs } from '../../jenkins-jobs.js';
import { jenkinsWorkspace, type JenkinsWorkspace } from '../../jenkins-workspace.js';
import type { PlanOptions } from '../../jobs/plan.js';
import type { Wanted } from '../../jobs/wanted.js';
import type { Io } from '../io.js';
import { connectJenkins } from '../jenkins/connect.js';
import { folderOf } from '../jenkins/folder.js';
import { progress } from '../progress.js';
import { report } from '../report.js';
import { gitPlace, unpushed } from './git-place.js';
import { reportWrong } from '../wrong.js';

export interface JobsArguments {
  readonly folder?: string;
  readonly gitUrl?: string;
  readonly branch?: string;
  readonly movedFrom?: readonly string[];
  readonly adopt?: readonly string[];
  readonly parallel?: number;
  readonly json?: boolean;
}

export interface Prepared {
  readonly workspace: JenkinsWorkspace;
  readonly wanted: Wanted;
}

/** What is wrong is printed, but for the diagnostics with --json: those come with all else. */
export function prepare(
  root: string,
  names: readonly string[],
  options: JobsArguments,
  io: Io,
): Prepared | { readonly exit: number } {
  const onProgress = progress(io, 'reading specs:');
  const workspace = jenkinsWorkspace(root, names, onProgress);
  onProgress.end();
  const { settings, diagnostics } = workspace;
  if (options.json !== true) report(diagnostics, {}, io);
  const git = gitIn(root, io.env);
  const folder = folderOf(settings, options.folder);
  const place = gitPlace(git, settings, options);
  for (const wrong of [folder, place])
    if (typeof wrong === 'object' && 'problem' in wrong) return { exit: reportWrong(wrong, io) };
  if (typeof folder !== 'string' || 'problem' in place) throw new Error('told above');
  const wanted = workspaceJobs(
    workspace,
    { folder, ...place, formerUrls: options.movedFrom ?? [] },
    names.length === 0,
  );
  for (const warning of [...place.warnings, ...pushWarning(git, place.branch, wanted)])
    io.err(`cooper: warning: ${warning}\n`);
  return { workspace, wanted };
}

export interface Connected extends Prepared {
  readonly jenkins: JenkinsApi;
  readonly options: PlanOptions;
}

/** The same, with the controller; the specs' errors do not hinder. */
export async function connected(
  root: string,
  cwd: string,
  names: readonly string[],
  args: JobsArguments,
  io: Io,
): Promise<Connected | { readonly exit: number }> {
  const prepared = prepare(root, names, args, io);
  if ('exit' in prepared) return prepared;
  const connection = await connectJenkins(io, cwd);
  if ('exit' in connection) return connection;
  const options = {
    adopt: new Set(args.adopt),
    ...(args.parallel === undefined ? {} : { parallel: args.parallel }),
  };
  return { ...prepared, ...connection, options };
}

function pushWarning(git: Git, branch: string, { jobs }: Wanted): string[] {
  const files = jobs.flatMap(({ job }) => job.scriptPath ?? []);
  const warning = unpushed(git, branch, files);
  return warning === null ? [] : [warning];
}
