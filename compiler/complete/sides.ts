import type { Answer } from '../clients/gitlab/types.js';
import type { ProjectFiles } from './project-files.js';
import type { ProjectTree } from './project-tree.js';

/** Root of the workspace, as the compiler sees it. */
export const ROOT = '/workspace';

/** The workspace as it is in the commit, and with the edits. */
export interface Sides {
  readonly tree: ProjectTree;
  readonly before: ProjectFiles;
  readonly after: ProjectFiles;
}

/** Runs something over a tree until it has found all that it asked for. */
export async function settled<T>(tree: ProjectTree, run: () => T): Promise<Answer<T>> {
  for (;;) {
    let result: { readonly value: T } | { readonly error: unknown };
    try {
      result = { value: run() };
    } catch (error) {
      result = { error };
    }
    const fetched = await tree.fetch();
    if ('fault' in fetched) return fetched;
    if (fetched.value) continue;
    if ('error' in result) throw result.error;
    return { value: result.value };
  }
}
