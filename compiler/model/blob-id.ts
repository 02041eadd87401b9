import { createHash } from 'node:crypto';

/** The id that git gives a file of this content. https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
export function blobId(content: Uint8Array, algorithm: 'sha1' | 'sha256' = 'sha1'): string {
  return createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex');
}
