import { planJobs } from '../../jobs/plan.js';
import { Exit } from '../exit.js';
import type { Io } from '../io.js';
import { reportFault } from '../jenkins/fault.js';
import { progress } from '../progress.js';
import { jsonText, stepJson } from './json.js';
import { connected, type JobsArguments } from './prepare.js';
import { planSummary, planText } from './text.js';

export interface PlanArguments extends JobsArguments {
  readonly check?: boolean;
  readonly verbose?: boolean;
}

/** Exit code 1 where specs have errors, 3 with --check where something differs, 4 where the controller did not tell. */
export async function planCommand(
  root: string,
  cwd: string,
  names: readonly string[],
  args: PlanArguments,
  io: Io,
): Promise<number> {
  const context = await connected(root, cwd, names, args, io);
  if ('exit' in context) return context.exit;
  const { jenkins, wanted, workspace, options } = context;
  const onProgress = progress(io, 'looking at jobs:');
  const planned = await planJobs(jenkins, wanted, { ...options, onProgress });
  onProgress.end();
  if ('fault' in planned) return reportFault(planned.fault, io);
  const { steps, complete } = planned.value;
  if (args.json === true) {
    const content = {
      controller: jenkins.url,
      folder: wanted.folder.join('/'),
      complete,
      steps: steps.map(stepJson),
    };
    io.out(jsonText(content, workspace.diagnostics));
  } else {
    io.out(planText(planned.value, io, args.verbose === true));
    io.out(`${planSummary(planned.value, wanted, jenkins.url)}\n`);
    if (steps.some(({ action }) => action === 'create' || action === 'update'))
      io.out('Run: cooper jobs sync\n');
  }
  if (workspace.diagnostics.length > 0) return Exit.specs;
  if (steps.some(({ action }) => action === 'unknown')) return Exit.outside;
  return args.check === true && steps.some(({ action }) => action !== 'keep') ? Exit.differs : Exit.fine;
}
