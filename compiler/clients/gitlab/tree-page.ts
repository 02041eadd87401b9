/**
 * Pages of a tree. GitLab's keyset pages name the next one in the header Link; where none comes there are pages by
 * number. Old servers name the next by an entry's content, and stay for ever where two files hold the same: then pages
 * by number are taken too.
 * Source: lib/gitlab/pagination/gitaly_keyset_pager.rb of https://gitlab.com/gitlab-org/gitlab
 */

import { listOf, stringOf, type Json } from '../http/json.js';
import type { Reply } from '../http/outcome.js';
import { nextPage, parsed, PER_PAGE } from './caller.js';
import type { TreeEntry, TreePage } from './types.js';

/** The part of a query that asks for a page. */
export type PageQuery = {
  readonly pagination?: 'keyset';
  readonly pageToken?: string;
  readonly page?: number;
  readonly perPage: number;
};

const FIRST: PageQuery = { pagination: 'keyset', perPage: PER_PAGE };

/** `next` is the number of a page, or a token of the server's with `:` before it. */
export function pageQuery(page: string | null): PageQuery {
  if (page === null) return FIRST;
  if (page.startsWith(':')) return { ...FIRST, pageToken: page.slice(1) };
  return { page: Number(page), perPage: PER_PAGE };
}

/** @param page that was asked for; null: not an answer of GitLab's, `by-number`: it is to be asked for by number */
export function treePageOf(reply: Reply, page: string | null): TreePage | 'by-number' | null {
  const list = parsed(reply);
  if (!Array.isArray(list)) return null;
  const entries = listOf(list).flatMap((each) => entryOf(each) ?? []);
  const full = list.length === PER_PAGE;
  if (page !== null && !page.startsWith(':'))
    return { entries, next: textOf(nextPage(reply, Number(page), full)) };
  const token = tokenIn(reply);
  if (token !== null && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(token)) return 'by-number';
  if (token !== null) return { entries, next: `:${token}` === page ? null : `:${token}` };
  // A full page without a token: by number from the second on, which lists the same in the same order.
  return { entries, next: page === null ? textOf(nextPage(reply, 1, false)) : null };
}

function textOf(page: number | null): string | null {
  return page === null ? null : String(page);
}

function tokenIn({ headers }: Reply): string | null {
  const stated = headers['link'];
  const link = typeof stated === 'string' ? stated : '';
  const next = /<([^<>]+)>;\s*rel="?next"?/u.exec(link)?.[1] ?? '';
  if (!URL.canParse(next, 'http://localhost')) return null;
  return new URL(next, 'http://localhost').searchParams.get('page_token');
}

function entryOf(json: Json): TreeEntry | null {
  const path = stringOf(json['path']);
  const mode = stringOf(json['mode']);
  if (path === '') return null;
  return { path, type: typeOf(mode, json['type']), executable: mode === '100755', id: stringOf(json['id']) };
}

function typeOf(mode: string, type: unknown): TreeEntry['type'] {
  if (mode === '120000') return 'symlink';
  if (mode === '160000' || type === 'commit') return 'submodule';
  return type === 'tree' ? 'folder' : 'file';
}
