/** Pages by offset and their headers: https://docs.gitlab.com/api/rest/#offset-based-pagination */
import type { Context } from './context.js';
import { badParameter, json, type Reply } from './reply.js';

export interface Page {
  readonly page: number;
  readonly perPage: number;
}

export function pageOf(context: Context): Page {
  const page = context.number('page', 1);
  const perPage = context.number('per_page', 20);
  if (perPage < 1) badParameter('per_page has a value not allowed');
  return { page: Math.max(1, page), perPage: Math.min(perPage, 100) };
}

/** @param counted false: GitLab does not count these */
export function paged<T>(
  context: Context,
  all: readonly T[],
  show: (item: T) => unknown,
  counted = true,
): Reply {
  const { page, perPage } = pageOf(context);
  const shown = all.slice((page - 1) * perPage, page * perPage);
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const next = page < pages ? page + 1 : null;
  const before = page > 1 ? page - 1 : null;
  const links = [
    ...(before ? [link(context, { page: before }, 'prev')] : []),
    ...(next ? [link(context, { page: next }, 'next')] : []),
    link(context, { page: 1 }, 'first'),
    ...(counted ? [link(context, { page: pages }, 'last')] : []),
  ];
  return json(200, shown.map(show), {
    'X-Page': String(page),
    'X-Per-Page': String(perPage),
    'X-Next-Page': next ? String(next) : '',
    'X-Prev-Page': before ? String(before) : '',
    ...(counted && { 'X-Total': String(all.length), 'X-Total-Pages': String(pages) }),
    Link: links.join(', '),
  });
}

/** A page of the same request with other parameters. */
export function link(
  context: Context,
  changes: Readonly<Record<string, string | number>>,
  rel: string,
): string {
  const url = new URL(context.asked.path, context.url);
  for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, String(value));
  return `<${url.href}>; rel="${rel}"`;
}
