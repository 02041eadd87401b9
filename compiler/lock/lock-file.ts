import type { LockFile } from '../model/spec.js';
import type { LockEntry, Pins } from './changes.js';

export const LOCK_FILE = 'cooperage.lock.json';
const SCHEMA = 'schemas/lock.schema.json';

/** Digests by reference. */
export function pinsOf({ images }: LockFile): Pins {
  return new Map(Object.entries(images).map(([reference, { digest }]) => [reference, digest]));
}

/** The text of the lock after the entries: sorted, one reference a few lines, so that a change shows as itself. */
export function lockText(entries: readonly LockEntry[], $schema: string = SCHEMA): string {
  const images = entries
    .filter(({ state }) => state !== 'unused')
    .flatMap(({ reference, digest }) => (digest === null ? [] : [[reference, { digest }] as const]));
  return `${JSON.stringify({ $schema, images: Object.fromEntries(images) }, null, 2)}\n`;
}
