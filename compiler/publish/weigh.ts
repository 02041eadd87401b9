import type { Action } from './actions.js';
import type { LocalTree } from './tree.js';

export interface Weighed {
  /** Bytes. @param path of what is sent */
  readonly size: (path: string) => number;
  /**
   * What the API would spoil: GitLab takes a pointer of Git LFS for the content itself where .gitattributes names the
   * path, and writes a pointer to the pointer (Lfs::FileTransformer).
   */
  readonly unsendable: readonly string[];
}

const POINTER = 'version https://git-lfs.github.com/spec/';

/** Reads each content once, and keeps none. */
export function weigh(local: LocalTree, actions: readonly Action[]): Weighed {
  const sizes = new Map<string, number>();
  const unsendable: string[] = [];
  for (const action of actions) {
    if (action.action !== 'create' && (action.action !== 'update' || action.entry === null)) continue;
    const content = local.content(action.path);
    sizes.set(action.path, content.length);
    if (content.length < 1024 && Buffer.from(content).toString('latin1').startsWith(POINTER))
      unsendable.push(action.path);
  }
  return { size: (path) => sizes.get(path) ?? 0, unsendable };
}
