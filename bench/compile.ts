/** A cold compile of many specs, against copying its result and against Jenkins Job Builder. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled, peakMemory, time } from './command.js';
import { cooper } from './cooper.js';
import { generateWorkspace } from './generate.js';
import { interleave, type Contender } from './interleave.js';
import { jenkinsJobs } from './jenkins-jobs.js';
import type { Population } from './populations.js';
import { checkOutputs, copyOutputs, removeOutputs } from './outputs.js';
import type { Report, Result } from './report.js';

export interface Compiled extends Report {
  /** The median time of the cold compile. */
  readonly cold: number;
  /** The workspace, compiled. */
  readonly workspace: string;
}

const JENKINS_JOBS_AIM = 0.5;

export function compile(folder: string, population: Population, rounds: number, withAims: boolean): Compiled {
  const { images, name } = population;
  const workspace = mkdtempSync(join(folder, 'workspace-'));
  generateWorkspace(workspace, population);
  const command = cooper(['compile'], workspace);
  time(command);
  checkOutputs(workspace, images);
  const { cold, copy, jobs } = interleave<string>(
    {
      cold: { command, before: () => removeOutputs(workspace) },
      ...copying(folder, workspace),
      ...jobBuilding(folder, images),
    },
    rounds,
    0, // The compile above has warmed the caches, and each round takes long.
  );
  // The rounds end with any of the contenders; what follows wants a compiled workspace.
  time(command);
  const what = `compile of ${name}, cold`;
  const measured = { what, value: cold ?? NaN, unit: 'ms' as const };
  const results: Result[] = [
    { ...measured, against: 'cp -r of the outputs', reference: copy ?? NaN, aim: null },
  ];
  const leftOut = [];
  if (jobs === undefined)
    leftOut.push({ what: `${what} against jenkins-jobs`, why: 'apt-get install jenkins-job-builder' });
  else
    results.push({
      ...measured,
      against: `jenkins-jobs test of ${images}`,
      reference: jobs,
      aim: withAims ? JENKINS_JOBS_AIM : null,
    });
  return { results, leftOut, cold: measured.value, workspace };
}

/** Peak memory of a cold compile. */
export function memory({ workspace }: Compiled, { name }: Population, folder: string): Result {
  removeOutputs(workspace);
  const value = peakMemory(cooper(['compile'], workspace), join(folder, 'memory'));
  return {
    what: `peak memory, ${name}, cold`,
    value,
    against: '',
    reference: NaN,
    unit: 'MB',
    aim: 250,
  };
}

function copying(folder: string, workspace: string): Record<string, Contender> {
  const outputs = join(folder, 'outputs');
  const target = join(folder, 'copied');
  rmSync(outputs, { recursive: true, force: true });
  copyOutputs(workspace, outputs);
  return {
    copy: {
      command: { program: 'cp', args: ['-r', outputs, target] },
      before: () => rmSync(target, { recursive: true, force: true }),
    },
  };
}

function jobBuilding(folder: string, images: number): Record<string, Contender> {
  if (!isInstalled('jenkins-jobs')) return {};
  const here = mkdtempSync(join(folder, 'jenkins-jobs-'));
  const command = jenkinsJobs(here, images);
  return { jobs: { command, before: () => rmSync(join(here, 'xml'), { recursive: true, force: true }) } };
}
