/** What Jenkins says of an error: in headers, or in a page for people. */

import { plain } from '../http/plain.js';
import type { Reply } from '../http/outcome.js';

/** '' where it says nothing. */
export function reasonIn({ headers, body }: Reply, secrets: readonly string[]): string {
  const stated = headers['x-error'];
  if (typeof stated === 'string' && stated.trim() !== '') return plain(unquoted(stated), secrets);
  const text = new TextDecoder().decode(body.subarray(0, 64 * 1024));
  const type = headers['content-type'] ?? '';
  if (type.startsWith('text/plain')) return plain(text, secrets);
  // A page of Jetty, and one of Jenkins.
  const found =
    /<th>MESSAGE:<\/th><td>([^<]*)</iu.exec(text)?.[1] ??
    /<p(?: class="error")?>([^<]+)<\/p>/iu.exec(text)?.[1] ??
    '';
  return plain(entities(found), secrets);
}

export interface Permission {
  /** As Jenkins shows it, such as `Job/Build`; '' where it is not told. */
  readonly permission: string;
  /** As whom it sees us; '' where it is not told. */
  readonly user: string;
}

/**
 * The missing right, of headers or of the sentence `NAME is missing the Job/Create permission`.
 * Source: hudson.security.AccessDeniedException3 of https://github.com/jenkinsci/jenkins
 */
export function permissionIn({ headers, body }: Reply, secrets: readonly string[]): Permission {
  const text = new TextDecoder().decode(body.subarray(0, 64 * 1024));
  const [, named, shown] =
    /([^\s<>"]{1,100}) is missing the ([\w -]{1,60}\/[\w -]{1,60}) permission/u.exec(text) ?? [];
  // A page that leads to the log-in tells it in a comment.
  const commented = /Permission you need to have \(but didn't\): ([\w.]{1,100})/u.exec(text)?.[1] ?? '';
  const id = stringOf(headers['x-required-permission']) || commented;
  return {
    permission: plain(shown ?? shownAs(id), secrets),
    user: plain(stringOf(headers['x-you-are-authenticated-as']) || (named ?? ''), secrets),
  };
}

/** Jenkins' own titles of its groups. */
const GROUPS: Readonly<Record<string, string>> = {
  Item: 'Job',
  Hudson: 'Overall',
  Jenkins: 'Overall',
  Run: 'Run',
  Computer: 'Agent',
  CredentialsProvider: 'Credentials',
};

/** `hudson.model.Item.Create` is shown as `Job/Create`. */
function shownAs(id: string): string {
  const [, group = '', name = ''] = /(?:^|\.)(\w+)\.(\w+)$/u.exec(id) ?? [];
  return name === '' ? '' : `${GROUPS[group] ?? group}/${name}`;
}

function stringOf(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** A header holds no quotes of other alphabets: they have become question marks. */
function unquoted(text: string): string {
  return text.replace(/\?(.*?)\?/gu, '"$1"');
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#039': "'",
};

function entities(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#0?39);/gu, (whole, name: string) => ENTITIES[name] ?? whole);
}
