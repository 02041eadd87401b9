import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { accessOf } from '../../clients/jenkins/access.js';
import type { JenkinsApi } from '../../clients/jenkins/types.js';
import type { Io } from '../io.js';
import { reportFault } from './fault.js';
import { reportWrong } from '../wrong.js';

/**
 * The controller that the environment names, which has answered once: so a wrong address or account is told before
 * anything is done. Prints what is wrong.
 * @param cwd paths in the environment are relative to it
 * @param onNotice takes whole sentences: warnings, and why something is tried again
 * @param signal ends all requests
 */
export async function connectJenkins(
  io: Io,
  cwd: string,
  onNotice: (sentence: string) => void = (sentence) => io.err(`${sentence}\n`),
  signal?: AbortSignal,
): Promise<{ readonly jenkins: JenkinsApi } | { readonly exit: number }> {
  const access = accessOf(io.env, (path) => readFileSync(resolve(cwd, path), 'utf8'));
  if ('problem' in access) return { exit: reportWrong(access, io) };
  access.warnings.forEach(onNotice);
  const { connect } = await import('../../clients/jenkins/client.js');
  const jenkins = connect(access, { onRetry: onNotice, ...(signal === undefined ? {} : { signal }) });
  const facts = await jenkins.facts();
  return 'fault' in facts ? { exit: reportFault(facts.fault, io) } : { jenkins };
}
