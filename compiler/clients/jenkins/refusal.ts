/** Answers that are none, as faults in plain words. */

import type { JenkinsAccess } from './access.js';
import { brokenFault as faultOf, lookFirst, proxyRefuses, typeWords } from '../http/broken-fault.js';
import { wantsCrumb } from './crumb.js';
import type { Broken, Reply } from '../http/outcome.js';
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

const HELP_LOOK = lookFirst('the controller');
const HELP_TOKEN = 'Set JENKINS_USER and JENKINS_TOKEN.';
const HELP_SINGLE =
  'Where single sign-on stands before Jenkins, ask who runs it for an address that lets API tokens through.';

/** Where the request itself failed. */
export function brokenFault(outcome: Broken, { changes }: Question, { access, proxy }: Asker): JenkinsFault {
  const names = { url: 'JENKINS_URL', ca: 'JENKINS_CA_FILE' };
  return faultOf(outcome, changes, { url: access.url, proxy, server: 'the controller', names });
}

/** For a status that the question does not expect. */
export function refusal(reply: Reply, question: Question, asker: Asker): JenkinsFault {
  const { status } = reply;
  const { url } = asker.access;
  const said = reasonIn(reply, asker.secrets);
  const words = said === '' ? '' : ` (${said})`;
  if (status >= 300 && status < 400) return redirected(reply, question, asker);
  if (status === 401) return unauthorized(asker);
  if (status === 407) return proxyRefuses(asker.proxy);
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
  const behind = proxy === null ? '' : `, or the proxy ${proxy},`;
  return {
    kind: 'not-jenkins',
    status,
    reason: `${access.url} does not answer as Jenkins does, but ${typeWords(headers['content-type'])}`,
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
      kind: host === '' ? 'unauthorized' : 'not-jenkins',
      status,
      reason: `${access.url} leads to a page for logging in${host}`,
      advice: `Programs need an API token: set JENKINS_USER and JENKINS_TOKEN. ${HELP_SINGLE}`,
    };
  return {
    kind: question.changes ? 'unknown' : 'not-jenkins',
    status,
    reason: `${access.url} leads elsewhere${host} for ${question.thing}`,
    advice: question.changes
      ? HELP_LOOK
      : `See that JENKINS_URL is the address under which Jenkins knows itself. ${HELP_SINGLE}`,
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
        ? HELP_TOKEN
        : 'Make a new API token in Jenkins (your name, Security), and see that JENKINS_USER is the id, not the full name.',
  };
}

function forbidden(reply: Reply, { thing, right }: Question, asker: Asker): JenkinsFault {
  if (!isOfJenkins(reply, asker)) return notJenkins(reply, asker);
  const { url, account } = asker.access;
  const { permission, user } = permissionIn(reply, asker.secrets);
  const fault = { kind: 'forbidden', status: 403 } as const;
  if (wantsCrumb(reply))
    return {
      ...fault,
      reason: `${url} does not accept its own crumb for ${thing}`,
      advice:
        'Something between here and Jenkins may take cookies or headers away. An API token needs no crumb: set JENKINS_TOKEN.',
    };
  if (account !== null && user === 'anonymous')
    return {
      ...fault,
      reason: `${url} took no notice of the account "${account.user}"`,
      advice: 'Something between here and Jenkins takes the header Authorization away: ask who runs it.',
    };
  const who = account === null ? 'an anonymous client' : `"${account.user}"`;
  const missed = permission === '' ? right : permission;
  return {
    ...fault,
    reason: `${thing} may not be touched by ${who}: the right ${missed} is missing`,
    advice: account === null ? HELP_TOKEN : `Ask an administrator to give ${who} the right ${missed}.`,
  };
}

function missing(reply: Reply, { thing }: Question, asker: Asker): JenkinsFault {
  if (!isOfJenkins(reply, asker)) return notJenkins(reply, asker);
  return {
    kind: 'missing',
    status: 404,
    reason: `${thing} does not exist at ${asker.access.url}`,
    advice:
      'It may have been deleted, or the account may not see it: without the right Job/Read Jenkins says the same.',
  };
}

function isOfJenkins({ headers }: Reply, { known }: Asker): boolean {
  return known || headers['x-jenkins'] !== undefined;
}
