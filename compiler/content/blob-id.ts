import { createHash } from 'node:crypto';

/** Git's id of a content. @param like another id of that repository: its length tells the hash that is used */
export function blobId(content: Uint8Array | string, like: string): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}
