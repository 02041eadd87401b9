/** The operating system's word for a failure; anything without an error code is our bug and goes up. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string' || !/^E[A-Z0-9]+$/u.test(code)) throw error;
  return REASONS[code] ?? message;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'disk quota exceeded',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a folder of its path is a file',
  EEXIST: 'a folder of its path is a file',
  // Our own: see node-apply.ts.
  ESYMLINK: 'a folder of its path is a symlink',
  ELOOP: 'symlinks lead in a ring',
  EMFILE: 'too many open files',
  EIO: 'the disk reports an error',
};
