import type { Environment } from '../../host/files.js';
import {
  addressOf,
  authorityOf,
  contentOf,
  openWarnings,
  type AccessProblem,
  type ReadFile,
} from '../http/access.js';
import { projectOf } from './project-path.js';

export type { AccessProblem, ReadFile } from '../http/access.js';

/** How a project is reached. It holds a secret: never print it. */
export interface GitLabAccess {
  /** Without a slash at its end; with the path of its root, where it has one. */
  readonly url: string;
  readonly token: string;
  /** `group/project`, or an id. */
  readonly project: string;
  /** Certificates (PEM) that are trusted besides the system's; null for none. */
  readonly ca: string | null;
  /** Whole sentences on what works and yet should not be. */
  readonly warnings: readonly string[];
}

const ADDRESS = {
  server: 'GitLab',
  help: 'Set GITLAB_URL to the address of the start page, such as https://gitlab.example.com.',
  account: 'GITLAB_TOKEN',
  pages: /\/(?:-|api|users|explore|dashboard|admin)(?:\/|$)/u,
};

const MAKE =
  'Make a personal, project or group access token with the scope api, and set GITLAB_TOKEN or GITLAB_TOKEN_FILE.';

/** Of the tokens that GitLab makes for something else, by how they begin. */
const OTHERS: readonly (readonly [prefix: string, what: string])[] = [
  ['glcbt-', "a job's token"],
  ['gldt-', 'a deploy token'],
  ['glrt-', "a runner's token"],
  ['glptt-', 'a trigger token'],
  ['glft-', 'a feed token'],
  ['glagent-', "an agent's token"],
];

/**
 * From the environment only: were the address in a file of the repository, a merge request could have the token sent
 * elsewhere.
 * @param originUrl of the clone, where there is one: it tells the project, never the server
 */
export function accessOf(
  env: Environment,
  readFile: ReadFile,
  originUrl: string | null = null,
): GitLabAccess | AccessProblem {
  const [name, text] = given(env, 'GITLAB_URL', 'CI_SERVER_URL');
  const address = addressOf(text, { ...ADDRESS, name });
  if ('problem' in address) return address;
  const { url } = address;
  const found = tokenOf(env, readFile);
  if ('problem' in found) return found;
  const project = projectOf(env, url, originUrl);
  if ('problem' in project) return project;
  const authority = caOf(env, readFile);
  if ('problem' in authority) return authority;
  const { token } = found;
  return { url, token, project: project.path, ca: authority.ca, warnings: openWarnings(url, name, 'token') };
}

/** The first of them that is set; the first where none is. */
function given(env: Environment, first: string, second: string): readonly [name: string, value: string] {
  const name = (env[first] ?? '') === '' && (env[second] ?? '') !== '' ? second : first;
  return [name, env[name] ?? ''];
}

function tokenOf(env: Environment, readFile: ReadFile): { readonly token: string } | AccessProblem {
  const [value, path] = [env['GITLAB_TOKEN'] ?? '', env['GITLAB_TOKEN_FILE'] ?? ''];
  if (value !== '' && path !== '')
    return { problem: 'both GITLAB_TOKEN and GITLAB_TOKEN_FILE are set', help: 'Keep one of them.' };
  if (value === '' && path === '') return noToken(env);
  const name = path === '' ? 'GITLAB_TOKEN' : 'GITLAB_TOKEN_FILE';
  const read = path === '' ? { text: value } : contentOf(path, name, readFile);
  if ('problem' in read) return read;
  const token = read.text.trim();
  if (token === '' || /[^!-~]/u.test(token))
    return { problem: `${name} holds no token`, help: 'See that it is the token alone, on one line.' };
  const other = OTHERS.find(([prefix]) => token.startsWith(prefix));
  return other === undefined
    ? { token }
    : { problem: `${name} holds ${other[1]}, which GitLab does not take for this`, help: MAKE };
}

function noToken(env: Environment): AccessProblem {
  const problem = 'GITLAB_TOKEN is not set';
  if ((env['CI_JOB_TOKEN'] ?? '') === '') return { problem, help: MAKE };
  return {
    problem: `${problem}, and with CI_JOB_TOKEN alone GitLab lets nobody comment or commit`,
    help: 'Make a project access token with the scope api, and set it as the variable GITLAB_TOKEN of CI/CD (masked).',
  };
}

/** A runner with an authority of its own names it for its jobs. */
function caOf(env: Environment, readFile: ReadFile): { readonly ca: string | null } | AccessProblem {
  const ofJob = (env['GITLAB_URL'] ?? '') === '' ? 'CI_SERVER_TLS_CA_FILE' : 'GITLAB_CA_FILE';
  const [name, path] = given(env, 'GITLAB_CA_FILE', ofJob);
  return authorityOf(path, name, readFile);
}
