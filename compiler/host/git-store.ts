/** The working tree as git would store it: ids of contents after its own filters, and the contents. */

import { blobId } from '../model/blob-id.js';
import type { Files } from './files.js';
import type { GitEntry } from './git-files.js';
import { GitObjects } from './git-objects.js';
import { commitOf, filesOf, records } from './git-revision.js';
import { changedPaths, submodulePaths } from './git-work-tree.js';
import type { Git } from './git.js';

export interface StoredTree {
  /** By path from git's folder. */
  readonly entries: ReadonlyMap<string, GitEntry>;
  /** Changed paths that are not in UTF-8, as far as they can be shown: they count as unchanged. */
  readonly unnamed: readonly string[];
  /** @throws what the operating system says */
  content(path: string): Uint8Array;
}

/**
 * Every file that a commit of all would hold: ignored ones are not among them.
 * @param root absolute; git's folder
 */
export function storedTree(git: Git, root: string, disk: Files): StoredTree {
  const head = commitOf(git, 'HEAD');
  const entries = new Map(head === null ? [] : filesOf(git, head, root).entries);
  const algorithm = idLength(git) === 64 ? 'sha256' : 'sha1';
  const changed = head === null ? everything(git) : changedPaths(git, head);
  const submodules = submodulePaths(git);
  const files: string[] = [];
  const unnamed = [...changed].filter((path) => path.includes('\ufffd'));
  for (const path of changed) {
    if (path.includes('\ufffd')) continue;
    const stat = disk.lstat(`${root}/${path}`);
    if (submodules.has(path)) entries.set(path, { kind: 'submodule', executable: false, id: '' });
    else if (stat?.type === 'symlink')
      entries.set(path, {
        kind: 'symlink',
        executable: false,
        id: blobId(Buffer.from(disk.readlink(`${root}/${path}`)), algorithm),
      });
    else if (stat?.type === 'file') files.push(path);
    else entries.delete(path);
  }
  const ids = storedIds(git, files);
  for (const [index, path] of files.entries()) {
    const executable = ((disk.lstat(`${root}/${path}`)?.mode ?? 0) & 0o111) !== 0;
    entries.set(path, { kind: 'file', executable, id: ids[index] ?? '' });
  }
  const objects = new GitObjects(git);
  return {
    entries,
    unnamed,
    content(path) {
      const id = entries.get(path)?.id ?? '';
      const bytes = disk.read(`${root}/${path}`);
      // A filter of git's (line ends, large files) may keep other bytes than those on the disk.
      return bytes !== null && blobId(bytes, algorithm) === id ? bytes : objects.content(id);
    },
  };
}

function everything(git: Git): Set<string> {
  return new Set(
    records(git.run(['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '-z'])),
  );
}

/**
 * Filters apply by path. The objects are written: nothing refers to them, and git removes them after a while.
 * A name with a line feed in it goes alone.
 */
function storedIds(git: Git, paths: readonly string[]): string[] {
  const plain = paths.filter((path) => !path.includes('\n'));
  // What comes by standard input is taken from the repository's top, wherever git runs.
  const folder = git.run(['rev-parse', '--show-prefix']).toString().replace(/\n$/u, '');
  const input = plain.map((path) => `${folder}${path}\n`).join('');
  const output = plain.length === 0 ? '' : git.run(['hash-object', '-w', '--stdin-paths'], input).toString();
  const ids = new Map(output.split('\n').map((id, index) => [plain[index], id]));
  return paths.map((path) => ids.get(path) ?? git.run(['hash-object', '-w', '--', path]).toString().trim());
}

function idLength(git: Git): number {
  return git.run(['hash-object', '--stdin']).toString().trim().length;
}
