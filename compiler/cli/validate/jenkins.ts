/** `cooper validate --jenkins`: our own checks, and what the controller's linter says. */
import { checkWorkspace } from '../../check.js';
import { isError } from '../../compile.js';
import { lintJenkinsfiles } from '../../lint-jenkinsfiles.js';
import { Exit } from '../exit.js';
import type { Io } from '../io.js';
import { connectJenkins } from '../jenkins/connect.js';
import { reportFault } from '../jenkins/fault.js';
import { progress } from '../progress.js';
import { count } from '../report.js';
import type { Show, ValidateOptions } from '../validate.js';
import { summary } from './summary.js';

/** 1 where specs have errors, 4 where the controller did not look at all of their Jenkinsfiles. */
export async function validateInJenkins(
  root: string,
  cwd: string,
  names: readonly string[],
  options: ValidateOptions,
  io: Io,
  show: Show,
): Promise<number> {
  const onProgress = progress(io, 'linting Jenkinsfiles:');
  const connected = await connectJenkins(io, cwd, (sentence) => {
    onProgress.end();
    io.err(`${sentence}\n`);
  });
  if ('exit' in connected) {
    // What needs no controller is told all the same.
    show(checkWorkspace(root, names));
    return connected.exit;
  }
  const { checked, linted, total, fault } = await lintJenkinsfiles(root, names, connected.jenkins, {
    onProgress,
  });
  onProgress.end();
  const isWritten = show(checked);
  if ((options.format ?? 'text') === 'text')
    summary(checked, io, [`${linted} of ${count(total, 'Jenkinsfile')} linted in Jenkins`]);
  if (fault) return reportFault(fault, io);
  if (!isWritten) return Exit.outside;
  return checked.diagnostics.some(isError) ? Exit.specs : Exit.fine;
}
