import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { accessOf } from '../../clients/gitlab/access.js';
import type { GitLabApi } from '../../clients/gitlab/api.js';
import type { TokenCalls } from '../../clients/gitlab/calls/token.js';
import type { GitLabFacts, Project } from '../../clients/gitlab/types.js';
import type { Environment } from '../../host/files.js';
import { gitIn, GitError } from '../../host/git.js';
import type { Io } from '../io.js';
import { reportWrong } from '../wrong.js';
import { reportFault } from './fault.js';

export interface ConnectedGitLab {
  readonly gitlab: GitLabApi & TokenCalls;
  readonly facts: GitLabFacts;
  readonly project: Project;
}

/**
 * The project that the environment names, whose server has answered: so a wrong address, token or project is told
 * before anything is done. Prints what is wrong.
 * @param cwd paths in the environment are relative to it
 * @param root of the workspace: its remote `origin` may tell the project
 * @param onNotice takes whole sentences: warnings, and why something is tried again
 * @param signal ends all requests
 */
export async function connectGitLab(
  io: Io,
  cwd: string,
  root: string,
  onNotice: (sentence: string) => void = (sentence) => io.err(`${sentence}\n`),
  signal?: AbortSignal,
): Promise<ConnectedGitLab | { readonly exit: number }> {
  const read = (path: string): string => readFileSync(resolve(cwd, path), 'utf8');
  const access = accessOf(io.env, read, originOf(root, io.env));
  if ('problem' in access) return { exit: reportWrong(access, io) };
  access.warnings.forEach(onNotice);
  const { connect } = await import('../../clients/gitlab/client.js');
  const gitlab = connect(access, { onRetry: onNotice, ...(signal === undefined ? {} : { signal }) });
  const [facts, project] = await Promise.all([gitlab.facts(), gitlab.project()]);
  if ('fault' in facts) return { exit: reportFault(facts.fault, io) };
  if ('fault' in project) return { exit: reportFault(project.fault, io) };
  return { gitlab, facts: facts.value, project: project.value };
}

/** null outside a clone, and where it has no such remote. */
function originOf(root: string, env: Environment): string | null {
  try {
    return gitIn(root, env).run(['remote', 'get-url', 'origin']).toString().trim() || null;
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}
