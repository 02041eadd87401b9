/** The working tree as git would commit it: without what it ignores, and without the files of submodules. */

import type { Files } from './files.js';
import { records } from './git-revision.js';
import type { Git } from './git.js';

/** Paths that differ from a commit, also those that git does not know yet. */
export function changedPaths(git: Git, commit: string): Set<string> {
  const options = ['--name-only', '--relative', '--no-renames', '--no-ext-diff', '--no-textconv', '-z'];
  return new Set([
    ...records(git.run(['diff', ...options, commit, '--'])),
    ...records(git.run(['ls-files', '--others', '--exclude-standard', '-z'])),
  ]);
}

/** Paths that git ignores; a folder stands for all that is in it. */
export function ignoredPaths(git: Git): Set<string> {
  const options = ['--others', '--ignored', '--exclude-standard', '--directory', '-z'];
  return new Set(records(git.run(['ls-files', ...options])).map((path) => path.replace(/\/$/u, '')));
}

/** Folders that are submodules, in the index. */
export function submodulePaths(git: Git): Set<string> {
  const paths = records(git.run(['ls-files', '--stage', '-z']));
  return new Set(
    paths
      .filter((record) => record.startsWith('160000 '))
      .map((record) => record.slice(record.indexOf('\t') + 1)),
  );
}

/**
 * The same files without some of them.
 * @param root absolute; the paths are from there
 * @param hidden files, and folders with all that is in them
 * @param emptied folders that stay, without what is in them
 */
export function without(
  files: Files,
  root: string,
  hidden: ReadonlySet<string>,
  emptied: ReadonlySet<string>,
): Files {
  if (hidden.size + emptied.size === 0) return files;
  const isHidden = (path: string): boolean => {
    if (!path.startsWith(`${root}/`)) return false;
    const below = path.slice(root.length + 1);
    if (hidden.has(below)) return true;
    for (let end = below.lastIndexOf('/'); end > 0; end = below.lastIndexOf('/', end - 1)) {
      const folder = below.slice(0, end);
      if (hidden.has(folder) || emptied.has(folder)) return true;
    }
    return false;
  };
  return {
    lstat: (path) => (isHidden(path) ? null : files.lstat(path)),
    list: (path) => (isHidden(path) ? [] : files.list(path).filter((name) => !isHidden(`${path}/${name}`))),
    read: (path, limit) => (isHidden(path) ? null : files.read(path, limit)),
    readlink: (path) => files.readlink(path),
    apply: (top, changes, removals) => files.apply(top, changes, removals),
  };
}
