import { blobId } from '../model/blob-id.js';
import type { Entry, LocalTree } from './tree.js';

/** What a compile would write. */
export interface Unwritten {
  readonly changes: readonly {
    readonly artifact: { readonly path: string; readonly content: string; readonly mode: number };
  }[];
  readonly removals: readonly string[];
}

/** The tree as it would be after that compile. */
export function overlaid(local: LocalTree, { changes, removals }: Unwritten): LocalTree {
  if (changes.length + removals.length === 0) return local;
  const entries = new Map<string, Entry>(local.entries);
  const contents = new Map<string, Uint8Array>();
  const algorithm = [...local.entries.values()].some(({ id }) => id.length === 64) ? 'sha256' : 'sha1';
  for (const path of removals) entries.delete(path);
  for (const { artifact } of changes) {
    const content = new TextEncoder().encode(artifact.content);
    contents.set(artifact.path, content);
    const executable = (artifact.mode & 0o111) !== 0;
    entries.set(artifact.path, { kind: 'file', executable, id: blobId(content, algorithm) });
  }
  return { ...local, entries, content: (path) => contents.get(path) ?? local.content(path) };
}
