import { posix } from 'node:path';
import type { FileChange, Files, Stat } from './files.js';

type Node = {
  readonly type: Stat['type'];
  readonly bytes: Uint8Array;
  readonly mode: number;
  readonly stamp: number;
};

/** Files in memory, for tests and for callers that hold a workspace elsewhere (an editor, a web console). */
export class MemoryFiles implements Files {
  readonly #nodes = new Map<string, Node>();
  #clock = 1;

  /** `files`: absolute path → text, or bytes. */
  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    for (const [path, content] of Object.entries(files)) this.#add(path, 'file', content, 0o644);
  }

  lstat(path: string): Stat | null {
    const node = this.#nodes.get(path);
    if (!node) return this.list(path).length > 0 ? stat('directory', 0, 0, 0o755) : null;
    return stat(node.type, node.bytes.length, node.stamp, node.mode);
  }

  list(path: string): readonly string[] {
    const prefix = path.endsWith('/') ? path : `${path}/`;
    const below = [...this.#nodes.keys()].filter((key) => key.startsWith(prefix));
    return [...new Set(below.map((key) => key.slice(prefix.length).split('/')[0] ?? ''))];
  }

  read(path: string, limit?: number): Uint8Array | null {
    return this.#nodes.get(path)?.bytes.subarray(0, limit) ?? null;
  }

  readlink(path: string): string {
    return new TextDecoder().decode(this.read(path) ?? new Uint8Array());
  }

  apply(root: string, changes: readonly FileChange[], removals: readonly string[]): void {
    for (const { path, content, mode } of changes) this.#add(`${root}/${path}`, 'file', content, mode);
    for (const path of removals) this.#nodes.delete(`${root}/${path}`);
  }

  /** Adds a symlink. */
  link(path: string, target: string): void {
    this.#add(path, 'symlink', target, 0o777);
  }

  /** Absolute path → text of every file. */
  contents(): Record<string, string> {
    const decoder = new TextDecoder();
    return Object.fromEntries([...this.#nodes].map(([path, node]) => [path, decoder.decode(node.bytes)]));
  }

  #add(path: string, type: Stat['type'], content: Uint8Array | string, mode: number): void {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    this.#nodes.set(posix.normalize(path), { type, bytes, mode, stamp: this.#clock++ });
  }
}

function stat(type: Stat['type'], size: number, stamp: number, mode: number): Stat {
  return { type, size, mtimeMs: stamp, ctimeMs: stamp, ino: stamp, mode };
}
