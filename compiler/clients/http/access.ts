/** What the environment says of a server, whichever it is: its address, files with a secret or with certificates. */
import { X509Certificate } from 'node:crypto';
import { reasonOf } from '../../host/reason.js';
import { isLoopback } from './loopback.js';

/** A clause about the environment, and whole sentences on what to do. */
export interface AccessProblem {
  readonly problem: string;
  readonly help: string;
}

/** @throws what the operating system says, with its code */
export type ReadFile = (path: string) => string;

/** How a variable with an address is talked of. */
export interface AddressWords {
  /** Of the variable. */
  readonly name: string;
  /** `Jenkins` */
  readonly server: string;
  /** A sentence on what it should be set to. */
  readonly help: string;
  /** The variables that an account belongs into. */
  readonly account: string;
  /** Paths of pages within the server. */
  readonly pages: RegExp;
}

/**
 * What is wrong with it is told without the address itself: it may hold a password.
 * @returns it without a slash at its end
 */
export function addressOf(
  text: string,
  { name, server, help, account, pages }: AddressWords,
): { readonly url: string } | AccessProblem {
  if (text === '') return { problem: `${name} is not set`, help };
  if (!URL.canParse(text)) return { problem: `${name} is no address`, help };
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { problem: `${name} begins with neither https:// nor http://`, help };
  if (url.username !== '' || url.password !== '')
    return {
      problem: `${name} holds an account`,
      help: `Take it out of the address, and set ${account}.`,
    };
  if (url.search !== '' || url.hash !== '' || pages.test(url.pathname))
    return { problem: `${name} is the address of a page within ${server}`, help };
  return { url: `${url.origin}${url.pathname.replace(/\/+$/u, '')}` };
}

/** A sentence where a secret travels unencrypted to another machine; else none. */
export function openWarnings(url: string, name: string, secret: string): readonly string[] {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !isLoopback(hostname)
    ? [`${name} is plain http: the ${secret} for ${hostname} travels unencrypted.`]
    : [];
}

/** Certificates of a file; null without one. @param name of the variable that names the file */
export function authorityOf(
  path: string,
  name: string,
  readFile: ReadFile,
): { readonly ca: string | null } | AccessProblem {
  if (path === '') return { ca: null };
  const read = contentOf(path, name, readFile);
  if ('problem' in read) return read;
  const certificates = read.text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
  const bad = { problem: `${name} holds no certificate: ${path}`, help: 'Give a file in PEM format.' };
  if (certificates.length === 0) return bad;
  try {
    const parsed = certificates.map((each) => new X509Certificate(each));
    return { ca: parsed.map(String).join('') };
  } catch {
    return bad;
  }
}

/** @param name of the variable that names the file */
export function contentOf(
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
