import { createHash } from 'node:crypto';

export type Algorithm = 'sha1' | 'sha256';

/**
 * The id that git gives a file of this content.
 * https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
export function blobId(content: Uint8Array | string, algorithm: Algorithm = 'sha1'): string {
  const length = Buffer.byteLength(content);
  return createHash(algorithm).update(`blob ${length}\0`).update(content).digest('hex');
}

/** The hash that a repository uses, told by the length of one of its ids. */
export function algorithmOf(id: string): Algorithm {
  return id.length === 64 ? 'sha256' : 'sha1';
}
