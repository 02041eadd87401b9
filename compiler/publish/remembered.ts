/** What this workspace has published, and where: kept beside it, for nobody else. */

import type { Files } from '../host/files.js';

const FILE = '.cooperage/publish.json';

export interface Published {
  /** The commit that the branch got, and the commit of the target that ours began from. */
  readonly commit: string;
  readonly base: string;
}

const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/u;

/**
 * What was published to a branch the last time; null where nothing is known.
 * @param root absolute path of the workspace
 * @param key of the branch, see `keyOf`
 */
export function remembered(files: Files, root: string, key: string): Published | null {
  const found = read(files, root)[key];
  return isPublished(found) ? found : null;
}

/** @throws {WriteError} */
export function remember(files: Files, root: string, key: string, published: Published): void {
  const all = { ...read(files, root), [key]: published };
  const content = `${JSON.stringify(all, null, 2)}\n`;
  files.apply(root, [{ path: FILE, content, mode: 0o644 }], []);
}

/** @param url of the server, or of the repository; `project` '' with the latter */
export function keyOf(url: string, project: string, branch: string): string {
  return `${url} ${project} ${branch}`;
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
