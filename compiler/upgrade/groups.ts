import { differsInSeal, hunksOf, type FileChange, type Hunk, type OwnWords } from './hunks.js';

/** What of an image changes. */
export interface ImageChange {
  readonly dir: string;
  readonly files: readonly FileChange[];
  readonly own: OwnWords;
}

/** One change, and all images in which it is made. An image may be in several groups. */
export interface Group {
  /** The generated file that it is made in, e.g. `Jenkinsfile`. */
  readonly file: string;
  /** Sorted. */
  readonly dirs: readonly string[];
  /** As it looks in the first of them. */
  readonly example: Hunk;
}

/** Images by what is changed in them; the change of most images first. */
export function groupChanges(changes: readonly ImageChange[]): Group[] {
  const groups = new Map<string, { file: string; dirs: string[]; example: Hunk }>();
  for (const { dir, files, own } of [...changes].sort((a, b) => compare(a.dir, b.dir))) {
    const isOnlySeal = files.every(differsInSeal);
    for (const file of files)
      for (const hunk of isOnlySeal || !differsInSeal(file) ? hunksOf(file, own) : []) {
        const group = groups.get(hunk.key) ?? { file: file.name, dirs: [], example: hunk };
        groups.set(hunk.key, group);
        // The same may be changed in several places of a file.
        if (group.dirs.at(-1) !== dir) group.dirs.push(dir);
      }
  }
  return [...groups]
    .sort(([a, one], [b, other]) => other.dirs.length - one.dirs.length || compare(a, b))
    .map(([, group]) => group);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
