/** Files, as the phases see them. Synchronous: a compile is bound by its own work, and this is the fastest way. */

export interface Stat {
  readonly type: 'file' | 'directory' | 'symlink' | 'other';
  readonly size: number;
  /** Milliseconds since the epoch, with fractions. */
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
  /** Permission bits. */
  readonly mode: number;
}

/**
 * All paths are absolute. A path that doesn't exist gives null or [], never an error; anything else that the
 * operating system refuses throws its own error with `code` (EACCES, ENOSPC, EROFS, …).
 */
export interface Files {
  /** Does not follow a symlink. */
  lstat(path: string): Stat | null;
  /** Names, unsorted. */
  list(path: string): readonly string[];
  /** At most `limit` bytes when given. */
  read(path: string, limit?: number): Uint8Array | null;
  /** What a symlink points to, as it is written. */
  readlink(path: string): string;
  /**
   * Replaces and removes files below `root`, with their folders made. All new content is on the disk before the
   * first file changes, and each changes in one step: a reader finds the old bytes or the new ones, and a full
   * disk or a folder that can't be written changes nothing. Paths are relative to `root`.
   * @throws {WriteError}
   */
  apply(root: string, changes: readonly FileChange[], removals: readonly string[]): void;
}

export interface FileChange {
  readonly path: string;
  readonly content: Uint8Array | string;
  /** Permission bits, narrowed by the umask. */
  readonly mode: number;
}

/** What the operating system refused, and for which file. */
export class WriteError extends Error {
  constructor(
    readonly path: string,
    override readonly cause: unknown,
  ) {
    super(`cannot write ${path}`);
  }
}

/** The environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;
