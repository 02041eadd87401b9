/** One project of a GitLab, by the npm package `@gitbeaker/rest` behind our own types. */

import type { ClientOptions } from '../http/patience.js';
import type { GitLabAccess } from './access.js';
import type { GitLabApi } from './api.js';
import { Caller } from './caller.js';
import { branchCalls } from './calls/branches.js';
import { commitCalls } from './calls/commits.js';
import { fileCalls } from './calls/files.js';
import { mergeRequestCalls } from './calls/merge-requests.js';
import { noteCalls } from './calls/notes.js';
import { serverCalls } from './calls/server.js';
import { statusCalls } from './calls/statuses.js';
import { tokenCalls, type TokenCalls } from './calls/token.js';
import type { Connection } from './connection.js';
import { explainWith } from './explain.js';
import { Session } from './session.js';

export type { ClientOptions } from '../http/patience.js';

/** Nothing is asked before the first call. */
export function connect(access: GitLabAccess, options: ClientOptions = {}): GitLabApi & TokenCalls {
  const session = new Session(access, options);
  const { url, project } = access;
  const plain: Connection = { session, caller: new Caller(session), project };
  const explain = explainWith(serverCalls(plain), branchCalls(plain), project);
  const connection: Connection = { session, caller: new Caller(session, explain), project };
  return {
    url,
    projectPath: project,
    ...serverCalls(connection),
    ...branchCalls(connection),
    ...commitCalls(connection),
    ...fileCalls(connection),
    ...mergeRequestCalls(connection),
    ...noteCalls(connection),
    ...statusCalls(connection),
    ...tokenCalls(connection),
  };
}
