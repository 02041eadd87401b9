/** `cooper doctor --gitlab`: what the project has and lacks for publishing and reviewing. */
import type { GitLabApi } from '../../../clients/gitlab/api.js';
import type { Answer, Branch } from '../../../clients/gitlab/types.js';
import { nodeFiles } from '../../../host/node-files.js';
import { loadSettings } from '../../../settings.js';
import { Exit } from '../../exit.js';
import { connectGitLab } from '../../gitlab/connect.js';
import type { Io } from '../../io.js';
import { count } from '../../report.js';
import { isFine, type Check } from '../check.js';
import { table } from '../table.js';
import { projectCheck, publishCheck, roleCheck, targetCheck, tokenCheck, versionCheck } from './checks.js';

/** 0, or 4 where something is missing, or GitLab does not tell. */
export async function doctorGitLab(
  root: string,
  cwd: string,
  { json = false }: { readonly json?: boolean },
  io: Io,
): Promise<number> {
  const settings = loadSettings(nodeFiles, root).settings?.gitlab ?? {};
  const connected = await connectGitLab(io, cwd, root);
  if ('exit' in connected) return connected.exit;
  const { gitlab, facts, project } = connected;
  const target = settings.targetBranch ?? project.defaultBranch;
  const own = settings.branch ?? 'cooperage/publish';
  const [token, ofTarget, ofOwn] = await Promise.all([
    gitlab.token(),
    branchOf(gitlab, target),
    branchOf(gitlab, own),
  ]);
  const checks = [
    versionCheck(facts, gitlab.url),
    tokenCheck(facts, token, new Date().toISOString().slice(0, 10)),
    projectCheck(project),
    roleCheck(project),
    targetCheck(target, ofTarget),
    publishCheck(own, ofOwn),
  ];
  const ok = isFine(checks);
  const { version, user } = facts;
  if (json)
    io.out(
      `${JSON.stringify({ ok, gitlab: gitlab.url, version, user: user.username, project: project.path, workspace: root, checks }, null, 2)}\n`,
    );
  else io.out(`${table(checks, io)}\n${summary(ok, checks)}\n`);
  return ok ? Exit.fine : Exit.outside;
}

async function branchOf(gitlab: GitLabApi, name: string | null): Promise<Answer<Branch | null>> {
  return name === null ? { value: null } : gitlab.branch(name);
}

function summary(ok: boolean, checks: readonly Check[]): string {
  if (!ok) return 'Something is missing for publishing and reviewing.';
  const hidden = checks.filter(({ state }) => state === 'unseen').length;
  return hidden === 0
    ? 'All is there for publishing and reviewing.'
    : `Nothing is known to be missing; ${count(hidden, 'thing')} could not be seen.`;
}
