import { X509Certificate } from 'node:crypto';
import type { Environment } from '../../host/files.js';
import { reasonOf } from '../../host/reason.js';
import { isLoopback } from '../http/loopback.js';

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

/** A clause about the environment, and whole sentences on what to do. */
export interface AccessProblem {
  readonly problem: string;
  readonly help: string;
}

/** @throws what the operating system says, with its code */
export type ReadFile = (path: string) => string;

const SECRETS = ['JENKINS_TOKEN', 'JENKINS_TOKEN_FILE', 'JENKINS_PASSWORD', 'JENKINS_PASSWORD_FILE'] as const;

/** From the environment only: were the address in a file of the repository, a merge request could have the token sent elsewhere. */
export function accessOf(env: Environment, readFile: ReadFile): JenkinsAccess | AccessProblem {
  const address = addressOf(env['JENKINS_URL'] ?? '');
  if ('problem' in address) return address;
  const found = accountOf(env, readFile);
  if ('problem' in found) return found;
  const authority = authorityOf(env['JENKINS_CA_FILE'] ?? '', readFile);
  if ('problem' in authority) return authority;
  const { url } = address;
  const { protocol, hostname } = new URL(url);
  const open = protocol === 'http:' && !isLoopback(hostname) && found.account !== null;
  const warning = `JENKINS_URL is plain http: the ${found.account?.kind ?? ''} for ${hostname} travels unencrypted.`;
  return { url, account: found.account, ca: authority.ca, warnings: open ? [warning] : [] };
}

/** What is wrong with it is told without the address itself: it may hold a password. */
function addressOf(text: string): { readonly url: string } | AccessProblem {
  const help = 'Set it to the address of the start page, such as https://jenkins.example.com/ci.';
  if (text === '') return { problem: 'JENKINS_URL is not set', help };
  if (!URL.canParse(text)) return { problem: 'JENKINS_URL is no address', help };
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { problem: 'JENKINS_URL begins with neither https:// nor http://', help };
  if (url.username !== '' || url.password !== '')
    return {
      problem: 'JENKINS_URL holds an account',
      help: 'Take it out of the address, and set JENKINS_USER and JENKINS_TOKEN.',
    };
  if (url.search !== '' || url.hash !== '' || /\/(?:job|login|view)(?:\/|$)/u.test(url.pathname))
    return { problem: 'JENKINS_URL is the address of a page within Jenkins', help };
  return { url: `${url.origin}${url.pathname.replace(/\/+$/u, '')}` };
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

function authorityOf(path: string, readFile: ReadFile): { readonly ca: string | null } | AccessProblem {
  if (path === '') return { ca: null };
  const read = contentOf(path, 'JENKINS_CA_FILE', readFile);
  if ('problem' in read) return read;
  const certificates = read.text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
  const bad = {
    problem: `JENKINS_CA_FILE holds no certificate: ${path}`,
    help: 'Give a file in PEM format.',
  };
  if (certificates.length === 0) return bad;
  try {
    const parsed = certificates.map((each) => new X509Certificate(each));
    return { ca: parsed.map(String).join('') };
  } catch {
    return bad;
  }
}

function contentOf(
  path: string,
  name: string,
  readFile: ReadFile,
): { readonly text: string } | AccessProblem {
  try {
    return { text: readFile(path) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : reasonOf(error);
    return {
      problem: `the file of ${name} can't be read: ${path} (${reason})`,
      help: 'Correct its path or rights.',
    };
  }
}
