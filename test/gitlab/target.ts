/** What the suite runs against: a project of a real GitLab where the environment names one, else the stand-in. */
import { randomBytes } from 'node:crypto';
import { ACCOUNTS, type FakeGitLab, startGitLab } from '../support/gitlab/server.js';

export interface Target {
  readonly url: string;
  readonly token: string;
  readonly projectPath: string;
  /** For plain git; the token is not in it. */
  readonly cloneUrl: string;
  /** null: a real GitLab. What only it can do (expired tokens, kills, limits) is left out there. */
  readonly standIn: FakeGitLab | null;
  stop(): Promise<void>;
}

const { env } = process;

/** Whether the environment names a project. */
export const isReal = Boolean(env['GITLAB_URL'] && env['GITLAB_TOKEN'] && env['GITLAB_PROJECT']);

export const WHERE = isReal ? 'the GitLab of GITLAB_URL' : 'the stand-in GitLab';

export async function openTarget(): Promise<Target> {
  if (isReal) {
    const { GITLAB_URL = '', GITLAB_TOKEN: token = '', GITLAB_PROJECT: projectPath = '' } = env;
    const url = GITLAB_URL.replace(/\/+$/, '');
    return {
      url,
      token,
      projectPath,
      cloneUrl: `${url}/${projectPath}.git`,
      standIn: null,
      stop: async () => {},
    };
  }
  // Not guessable, so that it is found wherever it should not be.
  const token = `glpat-${randomBytes(15).toString('base64url')}`;
  const [first, ...others] = ACCOUNTS;
  const standIn = await startGitLab({
    accounts: [{ ...(first as (typeof ACCOUNTS)[0]), token }, ...others],
    limits: { body: 4 * 1024 * 1024 },
  });
  await standIn.commit('main', { 'README.md': 'Not ours\n' }, 'Begin');
  const { url, projectPath, stop } = standIn;
  return { url, token, projectPath, cloneUrl: `${url}/${projectPath}.git`, standIn, stop };
}
