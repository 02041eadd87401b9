import type { Environment } from '../../host/files.js';
import {
  addressOf,
  authorityOf,
  contentOf,
  openWarnings,
  type AccessProblem,
  type ReadFile,
} from '../http/access.js';

export type { AccessProblem, ReadFile } from '../http/access.js';

/** How a controller is reached. It holds a secret: never print it. */
export interface JenkinsAccess {
  /** Without a slash at its end; with the context path that the controller may have. */
  readonly url: string;
  /** null: as an anonymous client. */
  readonly account: JenkinsAccount | null;
  /** Certificates (PEM) that are trusted besides the system's; null for none. */
  readonly ca: string | null;
  /** Whole sentences on what works and yet should not be. */
  readonly warnings: readonly string[];
}

export interface JenkinsAccount {
  readonly user: string;
  readonly secret: string;
  /** With a password Jenkins wants a crumb for whatever changes something; with an API token none. */
  readonly kind: 'token' | 'password';
}

const SECRETS = ['JENKINS_TOKEN', 'JENKINS_TOKEN_FILE', 'JENKINS_PASSWORD', 'JENKINS_PASSWORD_FILE'] as const;

const ADDRESS = {
  name: 'JENKINS_URL',
  server: 'Jenkins',
  help: 'Set it to the address of the start page, such as https://jenkins.example.com/ci.',
  account: 'JENKINS_USER and JENKINS_TOKEN',
  pages: /\/(?:job|login|view)(?:\/|$)/u,
};

/** From the environment only: were the address in a file of the repository, a merge request could have the token sent elsewhere. */
export function accessOf(env: Environment, readFile: ReadFile): JenkinsAccess | AccessProblem {
  const address = addressOf(env['JENKINS_URL'] ?? '', ADDRESS);
  if ('problem' in address) return address;
  const found = accountOf(env, readFile);
  if ('problem' in found) return found;
  const authority = authorityOf(env['JENKINS_CA_FILE'] ?? '', 'JENKINS_CA_FILE', readFile);
  if ('problem' in authority) return authority;
  const { url } = address;
  const { account } = found;
  const warnings = account === null ? [] : openWarnings(url, ADDRESS.name, account.kind);
  return { url, account, ca: authority.ca, warnings };
}

function accountOf(
  env: Environment,
  readFile: ReadFile,
): { readonly account: JenkinsAccount | null } | AccessProblem {
  const user = env['JENKINS_USER'] ?? '';
  const given = SECRETS.filter((name) => (env[name] ?? '') !== '');
  const [name, other] = given;
  if (other !== undefined) return { problem: `both ${name} and ${other} are set`, help: 'Keep one of them.' };
  if (name === undefined)
    return user === ''
      ? { account: null }
      : { problem: 'JENKINS_USER is set, but there is no token', help: `Set ${SECRETS.join(', or ')}.` };
  const value = env[name] ?? '';
  const read = name.endsWith('_FILE') ? contentOf(value, name, readFile) : { text: value };
  if ('problem' in read) return read;
  const kind = name.startsWith('JENKINS_TOKEN') ? 'token' : 'password';
  const [named, secret] = kind === 'token' ? pair(read.text.trim()) : ['', read.text.replace(/\r?\n$/u, '')];
  return checked({ user: user === '' ? named : user, secret, kind }, name, named);
}

function checked(
  account: JenkinsAccount,
  name: string,
  named: string,
): { readonly account: JenkinsAccount } | AccessProblem {
  const { user, secret, kind } = account;
  if (user === '')
    return { problem: `${name} is set, but JENKINS_USER is not`, help: 'Set JENKINS_USER too.' };
  if (named !== '' && named !== user)
    return {
      problem: `JENKINS_USER and ${name} name different accounts`,
      help: 'Take JENKINS_USER away, or correct it.',
    };
  if (user.includes(':'))
    return { problem: 'JENKINS_USER holds a colon', help: 'Set it to the name alone, without the token.' };
  const illegal = kind === 'token' ? /[^!-~]/u : /[\0-\x1f\x7f]/u;
  return secret === '' || illegal.test(secret)
    ? { problem: `${name} holds no ${kind}`, help: `See that it is the ${kind} alone, on one line.` }
    : { account };
}

/** Jenkins' own command line has `user:token` in the file of its -auth. A token holds no colon. */
function pair(text: string): readonly [user: string, secret: string] {
  const colon = text.indexOf(':');
  return colon < 0 ? ['', text] : [text.slice(0, colon), text.slice(colon + 1)];
}
