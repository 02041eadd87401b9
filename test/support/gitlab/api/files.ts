/** lib/api/files.rb of GitLab, as far as it reads. */
import { createHash } from 'node:crypto';
import type { Entry } from '../git/repository.js';
import type { Context } from '../http/context.js';
import { badParameter, empty, json, notFound } from '../http/reply.js';
import type { Endpoints } from '../http/route.js';
import { raw } from './tree.js';

export const files: Endpoints = {
  'HEAD /projects/:id/repository/files/:path': async (context) => empty(200, (await fileOf(context)).headers),
  'GET /projects/:id/repository/files/:path': async (context) => {
    const { facts, headers, content } = await fileOf(context);
    return json(200, { ...facts, content: content.toString('base64') }, headers);
  },
  'GET /projects/:id/repository/files/:path/raw': async (context) => {
    const { headers, content } = await fileOf(context, context.world.defaultBranch);
    return raw(content, headers);
  },
};

interface File {
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Buffer;
}

async function fileOf(context: Context, otherwise?: string): Promise<File> {
  const { repository } = context.world;
  const ref = context.text('ref') ?? otherwise ?? badParameter('ref is missing');
  const path = context.part('path');
  if (/(^|\/)\.\.(\/|$)/.test(path)) badParameter('file_path should be a valid file path');
  const commit = await repository.resolve(ref);
  if (commit === null) notFound('Commit');
  const entry = await repository.entry(commit, path);
  const content = await contentOf(context, entry);
  if (entry === null || content === null) notFound('File');
  const facts = {
    file_name: path.split('/').at(-1) ?? '',
    file_path: path,
    size: content.length,
    encoding: 'base64',
    content_sha256: createHash('sha256').update(content).digest('hex'),
    ref,
    blob_id: entry.id,
    commit_id: commit,
    last_commit_id: (await repository.lastCommit(commit, path)) ?? '',
    execute_filemode: entry.mode === '100755',
  };
  return { facts, headers: headersOf(facts), content };
}

/** A submodule is an empty file for Gitaly; a folder is none. */
async function contentOf(context: Context, entry: Entry | null): Promise<Buffer | null> {
  if (entry === null || entry.type === 'tree') return null;
  return entry.type === 'commit' ? Buffer.alloc(0) : context.world.repository.blob(entry.id);
}

/** `X-Gitlab-File-Path` and so on; what a header cannot hold is sent as bytes. */
function headersOf(facts: File['facts']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      const words = name.split('_').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
      return [`X-Gitlab-${words.join('-')}`, Buffer.from(String(value)).toString('latin1')];
    }),
  );
}
