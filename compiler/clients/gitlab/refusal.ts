/** Answers that are none, as faults in plain words. */

import { brokenFault as faultOf, lookFirst, proxyRefuses, typeWords } from '../http/broken-fault.js';
import type { Broken, Reply } from '../http/outcome.js';
import { leadsTo } from '../http/redirect.js';
import type { GitLabAccess } from './access.js';
import { waitIn } from './passing.js';
import { saidIn, type Said } from './said.js';
import type { GitLabFault } from './types.js';
import { wordsOf } from './words.js';

/** What was asked. */
export interface Question {
  /** As a subject: `the branch "main"`. */
  readonly thing: string;
  /** Whether it changes something. */
  readonly changes: boolean;
  /** That it is about, as far as that may be the reason why it is refused. */
  readonly branch?: string;
}

/** Who asked, and what is known of the server. */
export interface Asker {
  readonly access: GitLabAccess;
  readonly secrets: readonly string[];
  /** Host and port; null without one. */
  readonly proxy: string | null;
}

const HELP_LOOK = lookFirst('the project');
const HELP_TOKEN = 'Make a new one with the scope api, and set GITLAB_TOKEN.';

/** Where the request itself failed. */
export function brokenFault(
  outcome: Broken,
  { thing, changes }: Question,
  { access, proxy }: Asker,
): GitLabFault {
  if (outcome.overflow && !changes)
    return {
      kind: 'too-large',
      status: 200,
      reason: `${thing} is larger than what is read of it: ${access.url} ${outcome.failure}`,
      advice: 'Make it smaller.',
    };
  const names = { url: 'GITLAB_URL', ca: 'GITLAB_CA_FILE' };
  return faultOf(outcome, changes, { url: access.url, proxy, server: 'GitLab', names });
}

/** For a status that the question does not expect. */
export function refusal(reply: Reply, question: Question, asker: Asker): GitLabFault {
  const { status } = reply;
  const { url } = asker.access;
  const { thing, changes } = question;
  const said = saidIn(reply, asker.secrets);
  const words = said.text === '' ? '' : ` (${said.text})`;
  if (status >= 300 && status < 400) return redirected(reply, question, asker);
  if (status === 407) return proxyRefuses(asker.proxy);
  if (status === 413)
    return {
      kind: 'too-large',
      status,
      reason: `${thing} is more than ${url} takes in one request`,
      advice:
        'Send less at once, or ask who runs GitLab for a higher limit (client_max_body_size of what stands before it).',
    };
  if (status === 429) return limited(reply, words, asker);
  if (status >= 500) return failed(status, words, question, asker);
  if (isPage(reply)) return notGitLab(reply, asker);
  if (status === 401) return unauthorized(said, question, asker);
  if (status === 403) return forbidden(said, question, asker);
  if (status === 404) return missing(reply, question, asker);
  const known = wordsOf(said.text, question);
  if (known !== null) return { status, ...known };
  if (status === 405 || status === 406 || status === 409 || status === 412 || status === 423)
    return {
      kind: 'conflict',
      status,
      reason: `${thing} does not allow that as it is now${words}`,
      advice: 'See in GitLab what state it is in.',
    };
  return {
    kind: status === 400 || status === 422 ? 'refused' : 'failed',
    status,
    reason: `${thing} ${changes ? 'is not taken' : 'is not given'} by ${url}${words || `, which answered HTTP ${status}`}`,
    advice: changes ? 'Correct what GitLab names.' : 'The log of GitLab tells more.',
  };
}

/** An answer that is no JSON, or not what GitLab sends. */
export function notGitLab({ status, headers }: Reply, { access, proxy }: Asker): GitLabFault {
  const behind = proxy === null ? '' : `, or the proxy ${proxy},`;
  return {
    kind: 'not-gitlab',
    status,
    reason: `${access.url} does not answer as GitLab's API does, but ${typeWords(headers['content-type'])}`,
    advice: `See that GITLAB_URL${behind} is right, the path of its root included (such as /gitlab), and that no page for signing in stands before GitLab.`,
  };
}

/** GitLab's API speaks JSON, also of errors. */
function isPage({ headers }: Reply): boolean {
  return /^(?:text\/html|application\/xhtml)/iu.test(headers['content-type'] ?? '');
}

function redirected(reply: Reply, question: Question, { access }: Asker): GitLabFault {
  const { status, headers } = reply;
  const location = headers.location ?? '';
  const { to, host } = leadsTo(access.url, location, /^\/api\/v4\//u);
  if (to === 'secure')
    return {
      kind: 'not-gitlab',
      status,
      reason: `${access.url} leads to https`,
      advice: 'Set GITLAB_URL to the address that begins with https://.',
    };
  if (to === 'login')
    return {
      kind: 'not-gitlab',
      status,
      reason: `${access.url} leads to a page for signing in${host}`,
      advice:
        'Where single sign-on stands before GitLab, ask who runs it for an address that lets access tokens through to /api/.',
    };
  if (to === 'here' && /\/api\/v4\/projects\/\d+/u.test(location))
    return {
      kind: 'missing',
      status,
      reason: `the project "${access.project}" has been moved or renamed`,
      advice: 'Set GITLAB_PROJECT to its new path, or to its id, and see to the remote of the clone.',
    };
  return {
    kind: question.changes ? 'unknown' : 'not-gitlab',
    status,
    reason: `${access.url} leads elsewhere${host} for ${question.thing}`,
    advice: question.changes
      ? HELP_LOOK
      : 'See that GITLAB_URL is the address under which GitLab knows itself.',
  };
}

function limited(reply: Reply, words: string, { access }: Asker): GitLabFault {
  const wait = waitIn(reply);
  return {
    kind: 'limited',
    status: 429,
    reason: `${access.url} has had too many requests${words}`,
    advice: wait === 0 ? 'Try again later.' : `Try again in ${wait} s: so GitLab asks.`,
  };
}

function failed(status: number, words: string, { thing, changes }: Question, { access }: Asker): GitLabFault {
  const before = status === 502 || status === 503 || status === 504;
  return {
    kind: changes ? 'unknown' : before ? 'unreachable' : 'failed',
    status,
    reason: before
      ? `${access.url} answered HTTP ${status} for ${thing}${words}: GitLab is away, or does not answer in time`
      : `${access.url} answered HTTP ${status} for ${thing}${words}`,
    advice: changes
      ? HELP_LOOK
      : before
        ? 'Try again later, or ask who runs GitLab.'
        : 'The log of GitLab tells more.',
  };
}

function unauthorized({ text, error }: Said, { thing, changes }: Question, { access }: Asker): GitLabFault {
  const fault = { kind: 'unauthorized', status: 401, advice: HELP_TOKEN } as const;
  const { url } = access;
  if (/expired/iu.test(text)) return { ...fault, reason: `${url} does not accept the token: it has expired` };
  if (/revoked/iu.test(text)) return { ...fault, reason: `${url} does not accept the token: it was revoked` };
  const words = text === '' || text.startsWith('401 ') ? '' : `: ${text}`;
  if (error === '' && words === '' && changes)
    return {
      ...fault,
      reason: `${url} does not accept the token for ${thing}`,
      advice: `The token may have expired, or its user may not do this. ${HELP_TOKEN}`,
    };
  return {
    ...fault,
    reason: `${url} does not accept the token${words}`,
    advice: `It may have expired, been revoked, or be another server's. ${HELP_TOKEN}`,
  };
}

function forbidden(said: Said, question: Question, { access }: Asker): GitLabFault {
  const { text, error, scope } = said;
  const fault = { kind: 'forbidden', status: 403 } as const;
  if (error === 'insufficient_scope')
    return {
      ...fault,
      reason: `${question.thing} may not be ${question.changes ? 'changed' : 'read'} with this token: it lacks the scope ${scope === '' ? 'api' : scope.replaceAll(/[ ;,]+/gu, ' or ')}`,
      advice: HELP_TOKEN,
    };
  const known = wordsOf(text, question);
  if (known !== null) return { status: 403, ...known };
  const words = text === '' || /^403 Forbidden$/iu.test(text) ? '' : ` (${text})`;
  return {
    ...fault,
    reason: `${question.thing} may not be ${question.changes ? 'changed' : 'read'} by the token's user at ${access.url}${words}`,
    advice: question.changes
      ? 'Ask a maintainer of the project for the role Developer or more, or for the right that is missing.'
      : 'Ask a maintainer of the project for the role Reporter or more.',
  };
}

/** What it is that is not there, of an answer 404: an address that the API itself does not know is none of its things. */
export function absent(reply: Reply, secrets: readonly string[]): 'project' | 'address' | 'thing' {
  const { text, error } = saidIn(reply, secrets);
  if (/project not found/iu.test(text)) return 'project';
  return error !== '' && /^404 Not Found$/iu.test(text) ? 'address' : 'thing';
}

function missing(reply: Reply, { thing }: Question, { access, secrets }: Asker): GitLabFault {
  const { url, project } = access;
  const fault = { kind: 'missing', status: 404 } as const;
  switch (absent(reply, secrets)) {
    case 'project':
      return {
        ...fault,
        reason: `the project "${project}" does not exist at ${url}, or the token may not see it`,
        advice:
          'See that GITLAB_PROJECT is right, with its groups, and that the token is of this project or its user a member.',
      };
    case 'address':
      return {
        ...fault,
        reason: `${url} does not know the address of ${thing}`,
        advice:
          'GitLab may be older than 15.0, or what stands before it takes %2F in addresses for a slash: then set GITLAB_PROJECT to the id of the project.',
      };
    case 'thing':
      return {
        ...fault,
        reason: `${thing} does not exist in "${project}" at ${url}, or the token may not see it`,
        advice: 'See whether it has been deleted or renamed.',
      };
  }
}
