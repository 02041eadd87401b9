/** What publishing and reviewing need of a GitLab project, and whether it is there. */
import type { TokenFacts } from '../../../clients/gitlab/calls/token.js';
import type { Answer, Branch, GitLabFacts, GitLabFault, Project } from '../../../clients/gitlab/types.js';
import { plain } from '../../../clients/http/plain.js';
import { atLeast, type Check } from '../check.js';

type Base = Pick<Check, 'name' | 'neededFor' | 'required'>;

const ROLES: readonly (readonly [level: number, role: string])[] = [
  [50, 'Owner'],
  [40, 'Maintainer'],
  [30, 'Developer'],
  [20, 'Reporter'],
  [10, 'Guest'],
];

/** Days before a token expires in which it is told. */
const SOON = 14;

const ok = (base: Base, found: string): Check => ({ ...base, state: 'ok', found, help: '' });

const failed = (base: Base, { reason, advice }: GitLabFault): Check => ({
  ...base,
  state: 'failed',
  found: reason,
  help: advice,
});

export function versionCheck({ version }: GitLabFacts, url: string): Check {
  const base = { name: 'GitLab', neededFor: 'everything', required: true };
  const found = `${version} at ${url}`;
  if (atLeast(version, 15)) return ok(base, found);
  return { ...base, state: 'missing', found, help: 'update it to 15.0 or later' };
}

/** @param today `2026-12-31` */
export function tokenCheck({ user }: GitLabFacts, answer: Answer<TokenFacts | null>, today: string): Check {
  const base = { name: 'token', neededFor: 'every command that asks GitLab', required: true };
  if ('fault' in answer) return failed(base, answer.fault);
  const whose = `of ${user.username}`;
  const token = answer.value;
  if (token === null)
    return {
      ...base,
      state: 'unseen',
      found: `${whose}; its scopes are not told`,
      help: 'see in GitLab that it has the scope api',
    };
  const { scopes, expires } = token;
  const found = `${whose}, ${scopes.join(' ')}, ${expires === null ? 'never expires' : `until ${expires}`}`;
  if (!scopes.includes('api'))
    return {
      ...base,
      state: scopes.includes('read_api') ? 'limited' : 'missing',
      found,
      help: 'it may change nothing: make one with the scope api',
    };
  if (expires !== null && daysBetween(today, expires) < SOON)
    return { ...base, state: 'limited', found, help: 'make a new one soon, and set GITLAB_TOKEN' };
  return ok(base, found);
}

function daysBetween(one: string, other: string): number {
  return (Date.parse(other) - Date.parse(one)) / 86_400_000;
}

export function projectCheck({ path, url, archived, defaultBranch }: Project): Check {
  const base = { name: 'project', neededFor: 'every command that asks GitLab', required: true };
  const found = `${plain(path, [], 200)} at ${url}`;
  if (archived) return { ...base, state: 'missing', found: `${found}: archived`, help: 'have it unarchived' };
  if (defaultBranch === null)
    return { ...base, state: 'limited', found: `${found}: without a commit`, help: 'push a first commit' };
  return ok(base, found);
}

export function roleCheck({ accessLevel }: Project): Check {
  const base = { name: 'role', neededFor: 'publish, review --post', required: true };
  if (accessLevel === null)
    return {
      ...base,
      state: 'unseen',
      found: 'not told: an administrator, or a member of a group above',
      help: 'see in GitLab that the role is Developer or more',
    };
  const role = ROLES.find(([level]) => accessLevel >= level)?.[1] ?? 'Minimal Access';
  if (accessLevel >= 30) return ok(base, role);
  return { ...base, state: 'missing', found: role, help: 'ask a maintainer for the role Developer' };
}

/** The branch that changes are merged into. That nobody may push to it is as it should be. */
export function targetCheck(name: string | null, answer: Answer<Branch | null>): Check {
  const base = { name: 'target branch', neededFor: 'publish', required: true };
  if (name === null)
    return { ...base, state: 'missing', found: 'the project has none', help: 'push a first commit' };
  if ('fault' in answer) return failed(base, answer.fault);
  const { value } = answer;
  const shown = plain(name, [], 200);
  if (value === null)
    return {
      ...base,
      state: 'missing',
      found: `${shown} is not there`,
      help: 'correct `gitlab.targetBranch` in cooperage.json, or push it',
    };
  if (!value.protected)
    return {
      ...base,
      state: 'limited',
      found: `${shown} is not protected: changes can be pushed without a review`,
      help: 'protect it in GitLab: Settings, Repository, Protected branches',
    };
  return ok(base, `${shown}, protected${value.canPush ? '; the token may push to it' : ''}`);
}

/** The branch that `cooper publish` commits to. */
export function publishCheck(name: string, answer: Answer<Branch | null>): Check {
  const base = { name: 'branch of publish', neededFor: 'publish', required: true };
  if ('fault' in answer) return failed(base, answer.fault);
  const { value } = answer;
  const shown = plain(name, [], 200);
  if (value === null) return ok(base, `${shown}: made when it is needed`);
  if (value.canPush) return ok(base, `${shown}: there, and the token may push to it`);
  return {
    ...base,
    state: 'missing',
    found: `${shown}: the token may not push to it`,
    help: 'set `gitlab.branch` in cooperage.json to one that is not protected, or ask a maintainer for the right to push',
  };
}
