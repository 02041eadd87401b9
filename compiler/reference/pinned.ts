import type { ImageSpec } from '../model/spec.js';
import { withDefaults } from './defaults.js';
import { externalImages } from './external.js';
import { parseReference } from './reference.js';

type Pins = ReadonlyMap<string, string>;

/** The text by which the lock knows an image, or why it can't know it. */
export type LockKey = { readonly key: string } | { readonly reason: string };

/**
 * A reference with the defaults of `globalArgs` in it: with another default it is another image, and must not get
 * the old one's digest.
 * @param reference as a spec writes it, without a digest
 */
export function lockKey(reference: string, globalArgs: ImageSpec['globalArgs']): LockKey {
  const known = withDefaults(reference, globalArgs);
  if (!('text' in known))
    return {
      reason:
        known.unset === null
          ? 'it cannot be told before the build'
          : `${known.unset} has no default in \`globalArgs\``,
    };
  const { text } = known;
  return parseReference(text) === null ? { reason: `"${text}" is not an image reference` } : { key: text };
}

/** What the lock says of the images of one spec: reference, as the spec writes it → digest. */
export function pinsOfSpec(spec: ImageSpec, locked: Pins): Pins {
  if (locked.size === 0) return locked;
  const pins = new Map<string, string>();
  for (const { reference, digest } of externalImages(spec)) {
    if (digest !== null) continue;
    const found = lockKey(reference, spec.globalArgs);
    const pin = 'key' in found ? locked.get(found.key) : undefined;
    if (pin !== undefined) pins.set(reference, pin);
  }
  return pins;
}
