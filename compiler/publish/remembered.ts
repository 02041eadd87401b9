/** What this workspace has published, and where: kept beside it, for nobody else. */

import { WriteError, type Files } from '../host/files.js';

const FILE = '.cooperage/publish.json';

export interface Published {
  /** The commit that the branch got, and the commit of the target that ours began from. */
  readonly commit: string;
  readonly base: string;
}

/** What is being sent, as long as it is not known to have arrived: a killed run leaves it behind. */
export interface Pending {
  /** Of the commit's message, see mark.ts. */
  readonly mark: string;
  readonly base: string;
}

export interface Memory {
  readonly published: Published | null;
  readonly pending: Pending | null;
}

const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/u;

/**
 * What is known of a branch.
 * @param root absolute path of the workspace
 * @param branch its name alone: whether the commit belongs to the project that is asked, its branch tells
 */
export function remembered(files: Files, root: string, branch: string): Memory {
  const found = read(files, root)[branch];
  const { pending } = (found ?? {}) as { pending?: unknown };
  return {
    published: isPublished(found) ? { commit: found.commit, base: found.base } : null,
    pending: isPending(pending) ? { mark: pending.mark, base: pending.base } : null,
  };
}

/** Where nothing can be written the next run knows less, and works all the same. */
export function remember(files: Files, root: string, branch: string, { published, pending }: Memory): void {
  const entry = { ...published, ...(pending === null ? {} : { pending }) };
  const all = { ...read(files, root), [branch]: entry };
  const content = `${JSON.stringify(all, null, 2)}\n`;
  try {
    files.apply(root, [{ path: FILE, content, mode: 0o644 }], []);
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
  }
}

function read(files: Files, root: string): Record<string, unknown> {
  const bytes = files.read(`${root}/${FILE}`);
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array()));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    // It only saves a question: what cannot be read is not known.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function isPublished(value: unknown): value is Published {
  const { commit, base } = (value ?? {}) as { commit?: unknown; base?: unknown };
  return [commit, base].every((id) => typeof id === 'string' && COMMIT.test(id));
}

function isPending(value: unknown): value is Pending {
  const { mark, base } = (value ?? {}) as { mark?: unknown; base?: unknown };
  return typeof mark === 'string' && typeof base === 'string' && COMMIT.test(base);
}
