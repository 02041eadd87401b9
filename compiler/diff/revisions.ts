/** The two sides of `cooper diff REV`: commits of the workspace's repository, or its working tree. */

import { diagnostic } from '../diagnostics/create.js';
import { GitError, type Git } from '../host/git.js';
import { changedPaths, ignoredPaths, submodulePaths, without } from '../host/git-work-tree.js';
import { commitOf, filesOf, isShallow, isWorkTree } from '../host/git-revision.js';
import type { GitFiles } from '../host/git-files.js';
import type { Files } from '../host/files.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { FileFact } from '../model/image-files.js';
import { sideOf, type Side } from './side.js';

export interface Sides {
  readonly before: Side;
  readonly after: Side;
  /** Paths from the root that differ. */
  readonly changed: ReadonlySet<string>;
  /** What the sides are, for people: a word as it was given with its commit, or the working tree. */
  readonly names: { readonly before: string; readonly after: string };
  /** Paths of submodules, whose content is not looked at. */
  readonly submodules: readonly string[];
}

/**
 * @param range `REV` (to the working tree), `REV1..REV2`, or `REV1...REV2` (from where the second left the first);
 *   an end that is left out is HEAD
 * @param root absolute path of the workspace, where git runs
 * @param disk the files of the working tree
 */
export function sidesOf(
  range: string,
  root: string,
  git: Git,
  disk: Files,
): Sides | { readonly problem: Diagnostic } {
  try {
    if (!isWorkTree(git)) return { problem: diagnostic('no-repository', { folder: root }, null) };
    return read(range, root, git, disk);
  } catch (error) {
    if (error instanceof UnknownRevision) return { problem: unknown(error.word, git) };
    if (error instanceof GitError)
      return { problem: diagnostic('git-failed', { reason: error.message }, null) };
    throw error;
  }
}

class UnknownRevision extends Error {
  constructor(readonly word: string) {
    super(word);
  }
}

function read(range: string, root: string, git: Git, disk: Files): Sides {
  const [, first = range, dots, second = ''] = /^(.*?)(\.\.\.?)(.*)$/u.exec(range) ?? [];
  const named = (word: string): string => {
    const commit = commitOf(git, word);
    if (commit === null) throw new UnknownRevision(word);
    return commit;
  };
  const [from, to] = [named(first || 'HEAD'), dots === undefined ? null : named(second || 'HEAD')];
  const start = dots === '...' && to !== null ? mergeBase(git, from, to) : from;
  const old = filesOf(git, start, root);
  const names = {
    before: shown(dots === '...' ? '' : first || 'HEAD', start),
    after: to === null ? 'the working tree' : shown(second || 'HEAD', to),
  };
  if (to !== null) {
    const now = filesOf(git, to, root);
    const changed = differing(old, now);
    const [before, after] = [old, now].map((files) => commitSide(root, files, changed)) as [Side, Side];
    return { before, after, changed, names, submodules: submodulesOf(old, now) };
  }
  const changed = changedPaths(git, start);
  const submodules = submodulePaths(git);
  const files = without(disk, root, ignoredPaths(git), submodules);
  const onDisk = sideOf(root, files, start.length === 64 ? 'sha256' : 'sha1');
  const before = commitSide(root, old, changed);
  const after = {
    ...onDisk,
    // Git knows what has not changed; so a large rootfs need not be read, nor what a filter of git's makes of it.
    identify: (path: string) => {
      if (submodules.has(path)) return submodule(changed.has(path) ? '' : (old.entries.get(path)?.id ?? ''));
      return changed.has(path) ? onDisk.identify(path) : before.identify(path);
    },
  };
  return {
    before,
    after,
    changed,
    names,
    submodules: [...new Set([...submodules, ...submodulesOf(old)])].sort(),
  };
}

function commitSide(root: string, files: GitFiles, changed: ReadonlySet<string>): Side {
  const ids = [...changed].flatMap((path) => files.entries.get(path)?.id ?? []);
  const sizes = files.sizes(ids);
  return {
    root,
    files,
    identify: (path) => {
      const entry = files.entries.get(path);
      // Not by the content alone: another file with the same may have changed, on this side only.
      const size = changed.has(path) && entry ? sizes.get(entry.id) : null;
      return entry ? { ...entry, size: size ?? null } : null;
    },
  };
}

/** Which commit of another repository it stands at. */
function submodule(id: string): FileFact {
  return { kind: 'submodule', executable: false, id, size: null };
}

function differing({ entries: old }: GitFiles, { entries: now }: GitFiles): Set<string> {
  const same = (path: string): boolean => {
    const [was, is] = [old.get(path), now.get(path)];
    return was?.id === is?.id && was?.kind === is?.kind && was?.executable === is?.executable;
  };
  return new Set([...old.keys(), ...now.keys()].filter((path) => !same(path)));
}

function submodulesOf(...commits: readonly GitFiles[]): string[] {
  const paths = commits.flatMap(({ entries }) =>
    [...entries].flatMap(([path, { kind }]) => (kind === 'submodule' ? [path] : [])),
  );
  return [...new Set(paths)].sort();
}

function mergeBase(git: Git, one: string, other: string): string {
  try {
    return git.run(['merge-base', one, other]).toString().trim();
  } catch (error) {
    if (error instanceof GitError && error.kind === 'failed')
      throw new GitError('failed', 'the two commits have no ancestor in common here');
    throw error;
  }
}

function shown(word: string, commit: string): string {
  const short = commit.slice(0, 12);
  return word === '' || commit.startsWith(word) ? short : `${word} (${short})`;
}

function unknown(word: string, git: Git): Diagnostic {
  const reason = isShallow(git)
    ? 'this clone holds only the newest commits'
    : word === 'HEAD'
      ? 'nothing has been committed yet'
      : 'this repository has no such branch, tag or commit';
  return diagnostic('revision-unknown', { revision: word, reason }, null);
}
