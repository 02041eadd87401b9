import { GitFiles, type GitEntry } from './git-files.js';
import { GitError, type Git } from './git.js';

/** The id of the commit that a word names; null where it names none. */
export function commitOf(git: Git, word: string): string | null {
  try {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${word}^{commit}`];
    return git.run(args).toString().trim();
  } catch (error) {
    if (error instanceof GitError && error.kind === 'failed') return null;
    throw error;
  }
}

/** Whether the folder belongs to a repository with a work tree. */
export function isWorkTree(git: Git): boolean {
  try {
    return git.run(['rev-parse', '--is-inside-work-tree']).toString().trim() === 'true';
  } catch (error) {
    if (error instanceof GitError && error.kind === 'failed') return false;
    throw error;
  }
}

/** Whether the clone lacks older commits. */
export function isShallow(git: Git): boolean {
  return git.run(['rev-parse', '--is-shallow-repository']).toString().trim() === 'true';
}

/** The files of a commit below git's folder. */
export function filesOf(git: Git, commit: string, root: string): GitFiles {
  const entries = new Map<string, GitEntry>();
  for (const record of records(git.run(['ls-tree', '-r', '-z', commit]))) {
    // `<mode> <type> <id>\t<path>`
    const tab = record.indexOf('\t');
    const [mode = '', , id = ''] = record.slice(0, tab).split(' ');
    entries.set(record.slice(tab + 1), { kind: kindOf(mode), executable: mode === '100755', id });
  }
  return new GitFiles(git, root, entries);
}

function kindOf(mode: string): GitEntry['kind'] {
  return mode === '120000' ? 'symlink' : mode === '160000' ? 'submodule' : 'file';
}

/** What git writes with `-z`. */
export function records(output: Buffer): string[] {
  return output.toString().split('\0').slice(0, -1);
}
