/** Answers that are none, as faults in plain words. */

import type { JenkinsAccess } from './access.js';
import type { Broken, Reply } from './outcome.js';
import { leadsAway } from './redirect.js';
import { permissionIn, reasonIn } from './said.js';
import { isStarting } from './passing.js';
import type { JenkinsFault } from './types.js';

/** What was asked. */
export interface Question {
  /** As a subject: `the job platform/nginx`. */
  readonly thing: string;
  /** The right that it needs, as Jenkins names it: `Job/Build`. */
  readonly right: string;
  /** Whether it changes something. */
  readonly changes: boolean;
}

/** Who asked, and what is known of the controller. */
export interface Asker {
  readonly access: JenkinsAccess;
  readonly secrets: readonly string[];
  /** Host and port; null without one. */
  readonly proxy: string | null;
  /** Whether it has proved to be a Jenkins. */
  readonly known: boolean;
}

const HELP_REACH = 'See that JENKINS_URL is right and that this machine can reach it.';
const HELP_LOOK = 'Whether it has arrived is not known: look at the controller before you try again.';

/** Where the request itself failed. */
export function brokenFault(broken: Broken, { changes }: Question, { access, proxy }: Asker): JenkinsFault {
  const { failure, certificate, sent, transient } = broken;
  const reason = `${access.url} ${failure}`;
  if (changes && sent) return { kind: 'unknown', status: 0, reason, advice: HELP_LOOK };
  if (sent && !transient)
    return { kind: 'failed', status: 0, reason, advice: 'Ask who runs the controller.' };
  const advice = certificate
    ? 'Where the certificate is of an authority of your own, name its file (PEM) in JENKINS_CA_FILE.'
    : proxy === null
      ? HELP_REACH
      : `${HELP_REACH} It was asked through the proxy ${proxy}; hosts in NO_PROXY are asked directly.`;
  return { kind: 'unreachable', status: 0, reason, advice };
}

/** For a status that the question does not expect. */
export function refusal(reply: Reply, question: Question, asker: Asker): JenkinsFault {
  const { status } = reply;
  const { url } = asker.access;
  const said = reasonIn(reply, asker.secrets);
  const words = said === '' ? '' : ` (${said})`;
  if (status >= 300 && status < 400) return redirected(reply, question, asker);
  if (status === 401) return unauthorized(asker);
  if (status === 407) return proxyRefuses(asker);
  if (status === 403) return forbidden(reply, question, asker);
  if (status === 404) return missing(reply, question, asker);
  if (status === 503 && isStarting(reply))
    return {
      kind: 'unreachable',
      status,
      reason: `${url} is starting`,
      advice: 'Try again in some minutes.',
    };
  if (status === 502 || status === 503 || status === 504)
    return {
      kind: question.changes ? 'unknown' : 'unreachable',
      status,
      reason: `${url} answered HTTP ${status}${words}: what stands before Jenkins does not reach it`,
      advice: question.changes ? HELP_LOOK : 'Try again later, or ask who runs the controller.',
    };
  if (status === 409 || status === 422 || /already exists|not (?:buildable|parameterized)/u.test(said))
    return {
      kind: 'conflict',
      status,
      reason: `${question.thing} does not allow that now${words}`,
      advice: 'See in Jenkins what state it is in.',
    };
  if (status === 429)
    return {
      kind: 'unreachable',
      status,
      reason: `${url} has had too many requests${words}`,
      advice: 'Try again later.',
    };
  return {
    kind: 'failed',
    status,
    reason: `${url} answered HTTP ${status} for ${question.thing}${words}`,
    advice: 'The log of the controller tells more.',
  };
}

/** An answer that is no JSON, or a text without what Jenkins sends along. */
export function notJenkins({ status, headers }: Reply, { access, proxy }: Asker): JenkinsFault {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  const what = /^[\w.+-]+\/[\w.+-]+$/u.test(type) ? `with ${type}` : 'with something else';
  const behind = proxy === null ? '' : `, or the proxy ${proxy},`;
  return {
    kind: 'not-jenkins',
    status,
    reason: `${access.url} does not answer as Jenkins does, but ${what}`,
    advice: `See that JENKINS_URL${behind} is right, its context path included (such as /ci), and that no log-in page stands before Jenkins.`,
  };
}

function redirected(reply: Reply, question: Question, { access }: Asker): JenkinsFault {
  const { status, headers } = reply;
  const { to, host } = leadsAway(access.url, headers.location ?? '');
  if (to === 'secure')
    return {
      kind: 'not-jenkins',
      status,
      reason: `${access.url} leads to https`,
      advice: 'Set JENKINS_URL to the address that begins with https://.',
    };
  if (to === 'login')
    return {
      kind: 'unauthorized',
      status,
      reason: `${access.url} leads to a page for logging in${host}`,
      advice:
        'Programs need an API token: set JENKINS_USER and JENKINS_TOKEN. Where single sign-on stands before Jenkins, ask who runs it for an address that lets tokens through.',
    };
  return {
    kind: question.changes ? 'unknown' : 'not-jenkins',
    status,
    reason: `${access.url} leads elsewhere${host} for ${question.thing}`,
    advice: question.changes
      ? HELP_LOOK
      : 'See that JENKINS_URL is the address under which Jenkins knows itself.',
  };
}

function unauthorized({ access }: Asker): JenkinsFault {
  const { url, account } = access;
  return {
    kind: 'unauthorized',
    status: 401,
    reason:
      account === null
        ? `${url} does not let an anonymous client in`
        : `${url} does not accept the ${account.kind} of "${account.user}"`,
    advice:
      account === null
        ? 'Set JENKINS_USER and JENKINS_TOKEN.'
        : 'Make a new API token in Jenkins (your name, Security), and see that JENKINS_USER is the id, not the full name.',
  };
}

function forbidden(reply: Reply, question: Question, asker: Asker): JenkinsFault {
  const { url, account } = asker.access;
  const who = account === null ? 'an anonymous client' : `"${account.user}"`;
  const { permission, user } = permissionIn(reply, asker.secrets);
  const right = permission === '' ? question.right : permission;
  const anonymous = account !== null && user === 'anonymous';
  return {
    kind: 'forbidden',
    status: 403,
    reason: anonymous
      ? `${url} did not take notice of the account "${account.user}"`
      : `${url} does not let ${who} do that: the right ${right} is missing (for ${question.thing})`,
    advice:
      account === null
        ? 'Set JENKINS_USER and JENKINS_TOKEN.'
        : anonymous
          ? 'Something between here and Jenkins takes the header Authorization away: ask who runs it.'
          : `Ask an administrator to give ${who} ${right}.`,
  };
}

function missing(reply: Reply, { thing, right }: Question, asker: Asker): JenkinsFault {
  if (!asker.known && reply.headers['x-jenkins'] === undefined) return notJenkins(reply, asker);
  return {
    kind: 'missing',
    status: 404,
    reason: `${thing} does not exist at ${asker.access.url}`,
    advice: `It may have been deleted, or the account may not see it: Jenkins says the same without ${right === 'Job/Read' ? right : `Job/Read`}.`,
  };
}

function proxyRefuses({ proxy }: Asker): JenkinsFault {
  return {
    kind: 'unreachable',
    status: 407,
    reason: `the proxy ${proxy ?? ''} wants an account`,
    advice: 'Name the proxy as http://USER:PASSWORD@HOST:PORT in HTTPS_PROXY or HTTP_PROXY.',
  };
}
