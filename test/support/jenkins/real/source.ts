/** The first thing that a build does: its sources. */
import type { Running } from '../builds/executor.js';
import { checkOut, GitProblem, NoRevision, type Source } from './checkout.js';

/** @returns null where they can't be had, and the log says why */
export async function sourceOf(running: Running, folder: string): Promise<Source | null> {
  const { scm } = running.build.job.config;
  if (!scm) {
    fail(running, 'the stand-in runs pipelines from SCM only');
    return null;
  }
  try {
    return await checkOut(folder, scm.url, scm.branch);
  } catch (problem) {
    if (!(problem instanceof GitProblem)) throw problem;
    if (problem instanceof NoRevision) {
      fail(
        running,
        "Couldn't find any revision to build. Verify the repository and branch configuration for this job.",
      );
      return null;
    }
    running.build.log.line(`hudson.plugins.git.GitException: Command "git fetch" returned status code 128:`);
    running.build.log.line(`stdout: \nstderr: ${problem.message}`);
    fail(running, `Error fetching remote repo 'origin'`);
    fail(running, 'Maximum checkout retry attempts reached, aborting');
    return null;
  }
}

export function fail({ build }: Running, problem: string): 'FAILURE' {
  build.log.line(`ERROR: ${problem}`);
  return 'FAILURE';
}
