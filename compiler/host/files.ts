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
  /** Replaces the file in one step, with its folders made: a reader finds the old bytes or the new ones. */
  write(path: string, content: Uint8Array | string, mode: number): void;
  /** Removes a file (not a folder); nothing happens where there is none. */
  remove(path: string): void;
}

/** The environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;
