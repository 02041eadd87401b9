import { planJobs } from '../../jobs/plan.js';
import { syncJobs } from '../../jobs/sync.js';
import { Exit } from '../exit.js';
import type { Io } from '../io.js';
import { reportFault } from '../jenkins/fault.js';
import { progress } from '../progress.js';
import { jsonText, stepJson } from './json.js';
import { connected, type JobsArguments } from './prepare.js';
import { planText, syncText } from './text.js';

export interface SyncArguments extends JobsArguments {
  readonly keepGoing?: boolean;
  /** A folder for files, instead of a controller: see out.ts. */
  readonly out?: string;
  readonly verbose?: boolean;
}

/**
 * Exit code 1 where specs have errors (nothing is done then, unless with --keep-going), 3 where something stays that is
 * not ours to touch, 4 where the controller did not do it all.
 */
export async function syncCommand(
  root: string,
  cwd: string,
  names: readonly string[],
  args: SyncArguments,
  io: Io,
): Promise<number> {
  const context = await connected(root, cwd, names, args, io);
  if ('exit' in context) return context.exit;
  const { jenkins, wanted, workspace, options } = context;
  const { diagnostics } = workspace;
  const json = args.json === true;
  if (diagnostics.length > 0 && args.keepGoing !== true) {
    if (json)
      io.out(jsonText({ controller: jenkins.url, folder: wanted.folder.join('/'), steps: [] }, diagnostics));
    else io.err('No job was touched. With --keep-going the images without errors get theirs.\n');
    return Exit.specs;
  }
  const looking = progress(io, 'looking at jobs:');
  const planned = await planJobs(jenkins, wanted, { ...options, onProgress: looking });
  looking.end();
  if ('fault' in planned) return reportFault(planned.fault, io);
  if (!json) io.out(planText(planned.value, io, args.verbose === true));
  const writing = progress(io, 'jobs made or changed:');
  const done = await syncJobs(jenkins, wanted, planned.value, { ...options, onProgress: writing });
  writing.end();
  if (json) {
    const steps = done.map(({ step, outcome, fault }) => ({ ...stepJson(step), outcome, fault }));
    io.out(jsonText({ controller: jenkins.url, folder: wanted.folder.join('/'), steps }, diagnostics));
  } else {
    const { failures, summary } = syncText(done);
    io.err(failures);
    io.out(`${summary}\n`);
  }
  if (diagnostics.length > 0) return Exit.specs;
  if (done.some(({ outcome }) => outcome === 'failed' || outcome === 'not-tried')) return Exit.outside;
  return done.some(({ step }) => step.action === 'conflict') ? Exit.differs : Exit.fine;
}
