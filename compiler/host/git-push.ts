/** Makes a commit beside the working tree and its index, and pushes it. What else lies here stays as it is. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './files.js';
import type { GitEntry } from './git-files.js';
import { gitIn, type Git } from './git.js';

export interface IndexChange {
  /** From the repository's top. */
  readonly path: string;
  /** null: it goes. */
  readonly entry: GitEntry | null;
}

const MODES = { symlink: '120000', submodule: '160000' } as const;

/**
 * A commit of a parent's tree with changes. Its objects are written; no branch moves.
 * @param folder of the working tree
 * @param parent null for the first commit of all
 * @returns its id
 * @throws {GitError}
 */
export function commitOnto(
  folder: string,
  environment: Environment,
  parent: string | null,
  changes: readonly IndexChange[],
  message: string,
): string {
  const scratch = mkdtempSync(join(tmpdir(), 'cooperage-index-'));
  try {
    const git = gitIn(folder, environment, { GIT_INDEX_FILE: join(scratch, 'index') });
    git.run(parent === null ? ['read-tree', '--empty'] : ['read-tree', parent]);
    // What goes comes first: a folder may stand where a file was.
    const lines = [...changes]
      .sort((a, b) => Number(a.entry !== null) - Number(b.entry !== null))
      .map(
        ({ path, entry }) =>
          `${entry ? modeOf(entry) : '0'} ${entry?.id ?? '0'.repeat(parent?.length ?? 40)}\t${path}\0`,
      );
    git.run(['update-index', '-z', '--index-info'], lines.join(''));
    const tree = git.run(['write-tree']).toString().trim();
    const parents = parent === null ? [] : ['-p', parent];
    return git
      .run(['commit-tree', tree, ...parents, '-F', '-'], message)
      .toString()
      .trim();
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function modeOf({ kind, executable }: GitEntry): string {
  if (kind !== 'file') return MODES[kind];
  return executable ? '100755' : '100644';
}

/**
 * Pushes a commit that stands on `expected` to a branch, if the branch is still there: so nothing is ever overwritten.
 * @param expected null: the branch must not exist
 * @param options for the server, such as `merge_request.create`
 * @throws {GitError} also where the branch has moved
 */
export function pushCommit(
  git: Git,
  remote: string,
  commit: string,
  branch: string,
  expected: string | null,
  options: readonly string[] = [],
): void {
  const ref = `refs/heads/${branch}`;
  git.run([
    'push',
    '--porcelain',
    `--force-with-lease=${ref}:${expected ?? ''}`,
    ...options.flatMap((option) => ['-o', option]),
    remote,
    `${commit}:${ref}`,
  ]);
}

/**
 * The newest commits of branches at a remote, with their objects fetched; nothing of the clone's own refs changes.
 * @returns branch → commit; a branch that is not there is missing
 * @throws {GitError}
 */
export function fetchBranches(git: Git, remote: string, branches: readonly string[]): Map<string, string> {
  const refs = branches.map((branch) => `refs/heads/${branch}`);
  const listed = git.run(['ls-remote', '--', remote, ...refs]).toString();
  const found = new Map<string, string>();
  for (const line of listed.split('\n')) {
    const [id = '', ref = ''] = line.split('\t');
    if (refs.includes(ref)) found.set(ref.slice('refs/heads/'.length), id);
  }
  const missing = [...found.keys()].map((branch) => `refs/heads/${branch}`);
  if (missing.length > 0)
    git.run(['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', remote, ...missing]);
  return found;
}

/** The branch that the remote's HEAD names; null where it names none. @throws {GitError} */
export function defaultBranch(git: Git, remote: string): string | null {
  const listed = git.run(['ls-remote', '--symref', '--', remote, 'HEAD']).toString();
  return /^ref: refs\/heads\/(\S+)\tHEAD$/mu.exec(listed)?.[1] ?? null;
}
