/** Trees, comparisons and contents: lib/api/repositories.rb of GitLab. */
import { type Entry } from '../git/repository.js';
import { diffOf } from '../git/diff.js';
import type { Context } from '../http/context.js';
import { link, pageOf, paged } from '../http/pages.js';
import { badParameter, empty, json, notFound, refuse, type Reply } from '../http/reply.js';
import type { Endpoints } from '../http/route.js';
import { limitedDiffs } from './diffs.js';
import { shownCommit } from './show.js';

export const tree: Endpoints = {
  'GET /projects/:id/repository/tree': async (context) => {
    const { repository, defaultBranch } = context.world;
    const commit = await repository.resolve(context.text('ref') ?? defaultBranch);
    if (commit === null) notFound('Tree');
    const folder = (context.text('path') ?? '').replace(/^\/|\/$/g, '');
    const entries = await repository.list(commit, folder, context.flag('recursive') ?? false);
    if (entries === null) notFound('invalid revision or path');
    const pagination = context.text('pagination') ?? 'legacy';
    if (!/^(legacy|keyset|none)$/.test(pagination)) badParameter('pagination does not have a valid value');
    return pagination === 'keyset' ? keyset(context, entries) : paged(context, sorted(entries), shownEntry);
  },

  'GET /projects/:id/repository/blobs/:sha/raw': async (context) => {
    const content = await context.world.repository.blob(context.part('sha'));
    return content === null ? notFound('Blob') : raw(content);
  },

  'GET /projects/:id/repository/merge_base': async (context) => {
    const { repository } = context.world;
    const refs = context.query.getAll('refs[]');
    if (refs.length < 2) refuse(400, 'Provide at least 2 refs');
    const commits = await Promise.all(refs.map((ref) => repository.resolve(ref)));
    const unknown = refs.filter((_, at) => commits[at] === null);
    if (unknown.length > 0)
      refuse(400, `Could not find ref${unknown.length === 1 ? '' : 's'}: ${unknown.join(', ')}`);
    const base = await repository.mergeBase(...(commits as string[]));
    return base === null
      ? notFound('Merge Base')
      : json(200, shownCommit(context, await repository.commit(base)));
  },

  'GET /projects/:id/repository/compare': async (context) => {
    const { repository, limits } = context.world;
    const [from, to] = await Promise.all([
      repository.resolve(context.required('from')),
      repository.resolve(context.required('to')),
    ]);
    if (from === null || to === null) notFound('Ref');
    const straight = context.flag('straight') ?? false;
    const base = straight ? from : await repository.mergeBase(from, to);
    if (base === null) notFound('Ref');
    const commits = await repository.log(`${base}..${to}`, ['--reverse']);
    const { diffs, overflow } = limitedDiffs(await diffOf(repository, base, to), limits);
    const last = commits.at(-1);
    return json(200, {
      commit: last ? shownCommit(context, last) : null,
      commits: commits.map((commit) => shownCommit(context, commit)),
      diffs,
      compare_timeout: overflow,
      compare_same_ref: from === to,
      web_url: `${context.url}/${context.world.projectPath}/-/compare/${from}...${to}`,
    });
  },
};

/** Bytes as they are, as Workhorse sends them. */
export function raw(content: Buffer, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    ...empty(200, {
      'content-type': 'application/octet-stream',
      'Content-Disposition': 'inline',
      ...headers,
    }),
    body: content,
  };
}

/** Folders, files, submodules, as lib/gitlab/git/tree.rb. */
function sorted(entries: readonly Entry[]): Entry[] {
  const of = (type: string): Entry[] => entries.filter((entry) => entry.type === type);
  return [...of('tree'), ...of('blob'), ...of('commit')];
}

/** Pages whose place is told by the token of the one before: Gitaly's cursor is the last entry's path. */
function keyset(context: Context, entries: readonly Entry[]): Reply {
  const { perPage } = pageOf(context);
  const token = context.text('page_token');
  const start = token === undefined ? 0 : entries.findIndex(({ path }) => cursor(path) === token) + 1;
  if (token !== undefined && start === 0) refuse(422, `could not find starting OID: ${token}`);
  const page = entries.slice(start, start + perPage);
  const last = page.at(-1);
  const more = start + perPage < entries.length && last !== undefined;
  const next = more && link(context, { page_token: cursor(last.path) }, 'next');
  return json(200, sorted(page).map(shownEntry), next ? { Link: next } : {});
}

function cursor(path: string): string {
  return Buffer.from(JSON.stringify({ FileName: path })).toString('base64');
}

function shownEntry({ id, type, path, mode }: Entry): unknown {
  return { id, name: path.split('/').at(-1), type, path, mode };
}
