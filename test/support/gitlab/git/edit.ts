/** Makes commits out of edits of files, without a work tree and without moving a branch. */
import { randomBytes } from 'node:crypto';
import type { Repository } from './repository.js';
import { git } from './run.js';

export interface Person {
  readonly name: string;
  readonly email: string;
}

/** One change of a path; `content` null: it is removed. */
export type Edit =
  | { readonly path: string; readonly content: null }
  | {
      readonly path: string;
      readonly mode: string;
      readonly content: Uint8Array | { readonly blob: string };
    };

/**
 * All of it in one run of `git fast-import`, on a name of its own, which is removed afterwards.
 * @returns the commit's id
 */
export async function makeCommit(
  repository: Repository,
  parents: readonly string[],
  edits: readonly Edit[],
  message: string,
  person: Person,
): Promise<string> {
  const name = `refs/stand-in/${randomBytes(8).toString('hex')}`;
  const who = `${plain(person.name)} <${plain(person.email)}> ${Math.floor(Date.now() / 1000)} +0000`;
  const parts: (string | Uint8Array)[] = [
    `commit ${name}\nauthor ${who}\ncommitter ${who}\n`,
    ...data(Buffer.from(message)),
    ...parents.map((parent, at) => `${at === 0 ? 'from' : 'merge'} ${parent}\n`),
    ...edits.flatMap(command),
    'done\n',
  ];
  const input = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  await git(repository.path, ['fast-import', '--quiet', '--done', '--force'], input);
  const id = (await git(repository.path, ['rev-parse', name])).toString().trim();
  await git(repository.path, ['update-ref', '-d', name]);
  return id;
}

/** A commit of a tree that is there. */
export async function commitTree(
  repository: Repository,
  tree: string,
  parents: readonly string[],
  message: string,
  person: Person,
): Promise<string> {
  const env = {
    GIT_AUTHOR_NAME: plain(person.name),
    GIT_AUTHOR_EMAIL: plain(person.email),
    GIT_COMMITTER_NAME: plain(person.name),
    GIT_COMMITTER_EMAIL: plain(person.email),
  };
  const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent])];
  return (await git(repository.path, args, message, env)).toString().trim();
}

function command(edit: Edit): (string | Uint8Array)[] {
  if (edit.content === null) return [`D ${quoted(edit.path)}\n`];
  if ('blob' in edit.content) return [`M ${edit.mode} ${edit.content.blob} ${quoted(edit.path)}\n`];
  return [`M ${edit.mode} inline ${quoted(edit.path)}\n`, ...data(edit.content)];
}

function data(content: Uint8Array): (string | Uint8Array)[] {
  return [`data ${content.length}\n`, content, '\n'];
}

/** As fast-import reads a path: C-style. */
function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

function plain(text: string): string {
  return text.replace(/[<>\n]/g, '');
}
