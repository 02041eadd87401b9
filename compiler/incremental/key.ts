import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { version } from '../../.build/version.js';

/**
 * Of all that an image depends on beside its own files. In the bundle this module's file name holds a hash over
 * all that it imports, so another build of the compiler has another key.
 */
export function keyOf(settings: object, pins: ReadonlyMap<string, string>): string {
  const compiler = `${version} ${basename(import.meta.url)}`;
  return createHash('sha256')
    .update(`${compiler}\n${JSON.stringify([settings, [...pins]])}`)
    .digest('hex');
}
