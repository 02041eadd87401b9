import type { GitLabAccess } from './clients/gitlab/access.js';
import type { GitLabApi } from './clients/gitlab/api.js';
import type { ClientOptions } from './clients/http/patience.js';

/** The client, loaded when it is needed: who only compiles does not pay for it. Nothing is asked yet. */
export async function connectGitLab(access: GitLabAccess, options: ClientOptions = {}): Promise<GitLabApi> {
  const { connect } = await import('./clients/gitlab/client.js');
  return connect(access, options);
}
