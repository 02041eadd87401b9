import type { Files } from '../host/files.js';
import { blobId } from '../model/blob-id.js';
import type { FileFact } from '../model/image-files.js';

/** One of the two states of a workspace that are compared. */
export interface Side {
  /** Absolute path of the workspace. */
  readonly root: string;
  readonly files: Files;
  /**
   * What is known of a file, by its path from the root; null for what is no file. Two sides give the same id for
   * the same content.
   */
  readonly identify: (path: string) => FileFact | null;
}

/** A side whose files are known by reading them. */
export function sideOf(root: string, files: Files, algorithm: 'sha1' | 'sha256' = 'sha1'): Side {
  return {
    root,
    files,
    identify: (path) => {
      const absolute = `${root}/${path}`;
      const stat = files.lstat(absolute);
      if (stat?.type !== 'file' && stat?.type !== 'symlink') return null;
      const isLink = stat.type === 'symlink';
      const content = isLink
        ? new TextEncoder().encode(files.readlink(absolute))
        : (files.read(absolute) ?? new Uint8Array());
      const executable = !isLink && (stat.mode & 0o111) !== 0;
      return { kind: stat.type, executable, id: blobId(content, algorithm), size: content.length };
    },
  };
}

/** Every path that differs between two sides, by looking at all of them: for workspaces in memory. */
export function differingPaths(before: Side, after: Side): Set<string> {
  const [old, now] = [before, after].map((side) => {
    const found = new Map<string, string>();
    walk(side, '', found);
    return found;
  }) as [Map<string, string>, Map<string, string>];
  return new Set([...old.keys(), ...now.keys()].filter((path) => old.get(path) !== now.get(path)));
}

function walk(side: Side, folder: string, found: Map<string, string>): void {
  for (const name of side.files.list(folder === '' ? side.root : `${side.root}/${folder}`)) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const fact = side.identify(path);
    if (fact) found.set(path, `${fact.kind} ${fact.executable} ${fact.id}`);
    else walk(side, path, found);
  }
}
