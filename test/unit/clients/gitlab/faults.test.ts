/** What GitLab refuses, and what stands before it, in plain words, and never with the token. */
import { expect } from 'chai';
import fc from 'fast-check';
import { connect } from '../../../../compiler/clients/gitlab/client.js';
import type { GitLabApi } from '../../../../compiler/clients/gitlab/api.js';
import type { Answer, GitLabFault } from '../../../../compiler/clients/gitlab/types.js';
import { startServer, type Server } from '../jenkins/server.js';

const TOKEN = 'glpat-c0ffee';
const HTML = { 'content-type': 'text/html; charset=utf-8' };

type Call = (gitlab: GitLabApi) => Promise<Answer<unknown>>;

const commit: Call = (gitlab) =>
  gitlab.createCommit({
    branch: 'main',
    start: null,
    message: 'm',
    actions: [{ action: 'delete', path: 'a' }],
  });
const makeBranch: Call = (gitlab) => gitlab.createBranch('x', 'c1');
const open: Call = (gitlab) => gitlab.createMergeRequest('x', 'main', { title: 'T' });
const merge: Call = (gitlab) => gitlab.merge(3, 'h', true);
const branch: Call = (gitlab) => gitlab.branch('main');
const tree: Call = (gitlab) => gitlab.tree('main', '', { recursive: true, page: null });

interface Case {
  readonly it: string;
  readonly status: number;
  readonly json?: unknown;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly ask?: Call;
  /** Of the project, where it is looked at. */
  readonly project?: object;
  /** Of the branch, where it is looked at. */
  readonly branch?: object;
  readonly kind: GitLabFault['kind'];
  readonly reason: string | RegExp;
  /** A part of it. */
  readonly advice: string;
}

const CASES: readonly Case[] = [
  {
    it: 'an expired token',
    status: 401,
    json: {
      error: 'invalid_token',
      error_description: 'Token is expired. You can either do re-authorization or token refresh.',
    },
    kind: 'unauthorized',
    reason: 'URL does not accept the token: it has expired',
    advice: 'Make a new one with the scope api',
  },
  {
    it: 'a revoked token, told to HEAD',
    status: 401,
    headers: {
      'www-authenticate':
        'Bearer realm="The API", error="invalid_token", error_description="Token was revoked. You have to re-authorize from the user."',
    },
    ask: (gitlab) => gitlab.head('main', 'a'),
    kind: 'unauthorized',
    reason: 'URL does not accept the token: it was revoked',
    advice: 'GITLAB_TOKEN',
  },
  {
    it: 'a token of another server',
    status: 401,
    json: { message: '401 Unauthorized' },
    kind: 'unauthorized',
    reason: 'URL does not accept the token',
    advice: "another server's",
  },
  {
    it: 'a merge that the user may not make',
    status: 401,
    json: { message: '401 Unauthorized' },
    ask: merge,
    kind: 'unauthorized',
    reason: 'URL does not accept the token for the merge request !3',
    advice: 'its user may not do this',
  },
  {
    it: 'a scope that is missing',
    status: 403,
    json: {
      error: 'insufficient_scope',
      error_description: 'The request requires higher privileges than provided by the access token.',
      scope: 'api read_api',
    },
    kind: 'forbidden',
    reason: 'the tree of "main" may not be read with this token: it lacks the scope api or read_api',
    advice: 'Make a new one',
  },
  {
    it: 'a protected branch',
    status: 403,
    json: { message: '403 Forbidden - You are not allowed to push into this branch' },
    ask: commit,
    branch: { name: 'main', commit: { id: 'c1' }, protected: true, can_push: false },
    kind: 'forbidden',
    reason: 'the branch "main" is protected, and the token\'s user may not push to it',
    advice: 'open a merge request',
  },
  {
    it: 'an archived project',
    status: 403,
    json: { message: '403 Forbidden - You are not allowed to push into this branch' },
    ask: commit,
    project: { archived: true },
    kind: 'forbidden',
    reason: 'the project "platform/images" is archived, and takes no changes',
    advice: 'unarchived',
  },
  {
    it: 'a role that is too low',
    status: 403,
    json: { message: '403 Forbidden' },
    ask: open,
    project: { permissions: { project_access: { access_level: 20 }, group_access: null } },
    kind: 'forbidden',
    reason: 'the token\'s user has only the role Reporter in "platform/images"',
    advice: 'role Developer',
  },
  {
    it: 'a user who is blocked',
    status: 403,
    json: { message: '403 Forbidden - Your account has been blocked.' },
    kind: 'forbidden',
    reason: `the tree of "main" may not be read by the token's user at URL (Your account has been blocked.)`,
    advice: 'Reporter',
  },
  {
    it: 'a file that somebody else has changed',
    status: 400,
    json: { message: 'The file has changed since you started editing it: images/a b/image.json' },
    ask: commit,
    kind: 'conflict',
    reason:
      /^the commit to "main" has been changed by somebody else meanwhile \(.*images\/a b\/image\.json\)$/u,
    advice: 'Get what is there now',
  },
  {
    it: 'a file that somebody else has changed, as the other service says it',
    status: 400,
    json: {
      message: 'You are attempting to update a file that has changed since you started editing it.',
    },
    ask: commit,
    kind: 'conflict',
    reason: /changed by somebody else/u,
    advice: 'Get what is there now',
  },
  {
    it: 'a file that is there already',
    status: 400,
    json: { message: 'A file with this name already exists' },
    ask: commit,
    kind: 'conflict',
    reason: /would make a file that is there already/u,
    advice: 'Get what is there now',
  },
  {
    it: 'a file that is gone',
    status: 400,
    json: { message: "A file with this name doesn't exist" },
    ask: commit,
    kind: 'conflict',
    reason: /changes a file that is not there any more/u,
    advice: 'Get what is there now',
  },
  {
    it: 'a branch that is there already',
    status: 400,
    json: {
      message: "A branch called 'main' already exists. Switch to that branch in order to make changes",
    },
    ask: commit,
    kind: 'conflict',
    reason: 'the commit to "main" is there already',
    advice: 'another branch',
  },
  {
    it: 'a branch that is there already, where it is made alone',
    status: 400,
    json: { message: 'Branch already exists' },
    ask: makeBranch,
    kind: 'conflict',
    reason: 'the branch "x" is there already',
    advice: 'another branch',
  },
  {
    it: 'two pushes at the same moment',
    status: 400,
    json: { message: 'Could not update refs/heads/main. Please refresh and try again..' },
    ask: commit,
    kind: 'conflict',
    reason: /at the same moment/u,
    advice: 'try again',
  },
  {
    it: 'a branch that was deleted meanwhile',
    status: 400,
    json: { message: 'You can only create or edit files when you are on a branch' },
    ask: commit,
    kind: 'conflict',
    reason: /is not there any more/u,
    advice: 'deleted meanwhile',
  },
  {
    it: 'a push rule',
    status: 400,
    json: { message: "Commit message does not follow the pattern 'JIRA-\\d+'" },
    ask: commit,
    kind: 'refused',
    reason: /refused by a rule .*JIRA-\\d\+/u,
    advice: 'push rules or hooks',
  },
  {
    it: 'a hook of the server, with escape sequences',
    status: 400,
    json: { message: 'GL-HOOK-ERR: \u001b[31mno\u001b[0m\nsecond \u202eline' },
    ask: commit,
    kind: 'refused',
    reason: /\(GL-HOOK-ERR: \[31mno \[0m second line\)$/u,
    advice: 'hooks',
  },
  {
    it: 'a file that is too large',
    status: 400,
    json: { message: 'File "big" is larger than the allowed size of 1 MiB.' },
    ask: commit,
    kind: 'too-large',
    reason: /is more than GitLab takes .*1 MiB/u,
    advice: 'Take large files out',
  },
  {
    it: 'a request that nginx does not take',
    status: 413,
    headers: HTML,
    body: '<html>413 Request Entity Too Large',
    ask: commit,
    kind: 'too-large',
    reason: 'the commit to "main" is more than URL takes in one request',
    advice: 'client_max_body_size',
  },
  {
    it: 'a merge request that is open already',
    status: 409,
    json: { message: ['Another open merge request already exists for this source branch: !5'] },
    ask: open,
    kind: 'conflict',
    reason: /is open already .*!5/u,
    advice: 'update it',
  },
  {
    it: 'a merge request with new commits',
    status: 409,
    json: { message: 'SHA does not match HEAD of source branch: 0123' },
    ask: merge,
    kind: 'conflict',
    reason: /has got new commits meanwhile/u,
    advice: 'try again',
  },
  {
    it: 'a merge request that cannot be merged',
    status: 405,
    json: { message: '405 Method Not Allowed' },
    ask: merge,
    kind: 'conflict',
    reason: /the merge request !3 does not allow that as it is now/u,
    advice: 'what state it is in',
  },
  {
    it: 'fields that are wrong',
    status: 422,
    json: { message: { title: ["can't be blank"], base: ['no'] } },
    ask: open,
    kind: 'refused',
    reason: /is not taken by URL \(title can't be blank; no\)$/u,
    advice: 'Correct',
  },
  {
    it: 'a project that is not there',
    status: 404,
    json: { message: '404 Project Not Found' },
    ask: branch,
    kind: 'missing',
    reason: 'the project "platform/images" does not exist at URL, or the token may not see it',
    advice: 'GITLAB_PROJECT',
  },
  {
    it: 'a proxy that takes %2F for a slash',
    status: 404,
    json: { error: '404 Not Found' },
    ask: branch,
    kind: 'missing',
    reason: 'URL does not know the address of the branch "main"',
    advice: '%2F',
  },
  {
    it: 'a thing that is not there',
    status: 404,
    json: { message: '404 Tree Not Found' },
    kind: 'missing',
    reason: 'the tree of "main" does not exist in "platform/images" at URL, or the token may not see it',
    advice: 'renamed',
  },
  {
    it: 'a page for signing in, with 200',
    status: 200,
    headers: HTML,
    body: '<html><form action="/users/sign_in">',
    kind: 'not-gitlab',
    reason: "URL does not answer as GitLab's API does, but with text/html",
    advice: 'page for signing in',
  },
  {
    it: 'a page for signing in where something is deleted',
    status: 200,
    headers: HTML,
    body: '<html>',
    ask: (gitlab) => gitlab.deleteNote(1, 2),
    kind: 'not-gitlab',
    reason: /with text\/html$/u,
    advice: 'GITLAB_URL',
  },
  {
    it: 'another server',
    status: 404,
    headers: HTML,
    body: '<html>404',
    ask: branch,
    kind: 'not-gitlab',
    reason: /with text\/html$/u,
    advice: 'root included',
  },
  {
    it: 'a firewall',
    status: 403,
    headers: HTML,
    body: '<html>Attention Required',
    kind: 'not-gitlab',
    reason: /with text\/html$/u,
    advice: 'GITLAB_URL',
  },
  {
    it: 'single sign-on',
    status: 302,
    headers: { location: 'https://sso.example.com/adfs/ls?secret=1' },
    kind: 'not-gitlab',
    reason: 'URL leads to a page for signing in (sso.example.com)',
    advice: '/api/',
  },
  {
    it: "GitLab's own page for signing in",
    status: 302,
    headers: { location: '/users/sign_in' },
    kind: 'not-gitlab',
    reason: 'URL leads to a page for signing in',
    advice: 'single sign-on',
  },
  {
    it: 'a project that was moved',
    status: 301,
    headers: { location: '/api/v4/projects/17/repository/tree' },
    json: { message: 'Moved Permanently' },
    kind: 'missing',
    reason: 'the project "platform/images" has been moved or renamed',
    advice: 'new path',
  },
  {
    it: 'JSON that is none',
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '[{"path":',
    kind: 'not-gitlab',
    reason: /with application\/json$/u,
    advice: 'GITLAB_URL',
  },
  {
    it: 'too many requests',
    status: 429,
    headers: { 'retry-after': '3600', 'content-type': 'text/plain' },
    body: 'Retry later\n',
    kind: 'limited',
    reason: 'URL has had too many requests (Retry later)',
    advice: 'in 3600 s',
  },
  {
    it: 'a GitLab that is away',
    status: 502,
    headers: HTML,
    body: '<html>GitLab is not responding',
    kind: 'unreachable',
    reason: /answered HTTP 502 for the tree of "main": GitLab is away/u,
    advice: 'Try again later',
  },
  {
    it: 'a GitLab that went away while something was changed',
    status: 504,
    headers: HTML,
    ask: commit,
    kind: 'unknown',
    reason: /answered HTTP 504 for the commit to "main"/u,
    advice: 'look at the project before you try again',
  },
  {
    it: 'an error of GitLab while something was changed',
    status: 500,
    json: { message: '500 Internal Server Error' },
    ask: commit,
    kind: 'unknown',
    reason: /answered HTTP 500/u,
    advice: 'look at the project',
  },
];

describe('faults of GitLab', () => {
  let server: Server;
  let now: Case;

  before(async () => {
    server = await startServer(({ method, path }, response) => {
      const json = (value: object): void => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(value));
      };
      const looked = method === 'GET' && now.ask !== branch;
      if (looked && /projects\/[^/]+$/u.test(path))
        return json({ id: 1, path_with_namespace: 'platform/images', ...now.project });
      if (looked && path.includes('/branches/')) return json(now.branch ?? {});
      const type = now.json === undefined ? {} : { 'content-type': 'application/json' };
      response.writeHead(now.status, { ...type, ...now.headers });
      response.end(now.json === undefined ? now.body : JSON.stringify(now.json));
    });
  });
  after(() => server.stop());

  function client(): GitLabApi {
    const access = { url: server.url, token: TOKEN, project: 'platform/images', ca: null, warnings: [] };
    return connect(access, { retries: 0 });
  }

  async function faultOf(each: Case): Promise<GitLabFault> {
    now = each;
    const answer = await (each.ask ?? tree)(client());
    if ('value' in answer) throw new Error(`no fault: ${JSON.stringify(answer.value)}`);
    return answer.fault;
  }

  for (const each of CASES)
    it(each.it, async () => {
      const { kind, reason, advice, status } = await faultOf(each);
      const shown = reason.replaceAll(server.url, 'URL');
      expect({ kind, status }).to.deep.equal({ kind: each.kind, status: each.status });
      if (typeof each.reason === 'string') expect(shown).to.equal(each.reason);
      else expect(shown).to.match(each.reason);
      expect(advice).to.include(each.advice).and.match(/\.$/u);
    });

  it('shows neither the token nor what a terminal would act on, whatever is echoed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(400, 401, 403, 404, 409, 422, 429, 500, 503),
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.constantFrom('message', 'error', 'error_description', 'scope'),
        async (status, text, field) => {
          const said = `${text}${TOKEN}\u001b]0;x\u0007\u202e${text}`;
          const json = { error: 'insufficient_scope', [field]: said };
          const fault = await faultOf({ ...CASES[0]!, status, json, ask: commit });
          expect(`${fault.reason}${fault.advice}`)
            .to.not.include(TOKEN)
            .and.not.match(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        },
      ),
      { numRuns: 60 },
    );
  });
});
