/** How the lock stands to what the specs use and to what the registries have. */

export interface LockEntry {
  /** As the specs write it, with the defaults of `globalArgs` in it. */
  readonly reference: string;
  /**
   * `kept`: as locked. `missing`: used, not locked. `moved`: the registry has another image by now. `unused`: locked,
   * and no spec uses it. `failed`: the registry did not tell.
   */
  readonly state: 'kept' | 'missing' | 'moved' | 'unused' | 'failed';
  /** The digest in the lock, or null. */
  readonly locked: string | null;
  /** The digest at the registry, where it was asked; else the one in the lock. */
  readonly digest: string | null;
}

export type Pins = ReadonlyMap<string, string>;

/**
 * The references that a registry must be asked for.
 * @param moving those that may get another digest
 */
export function toResolve(used: readonly string[], pins: Pins, moving: ReadonlySet<string>): string[] {
  return used.filter((reference) => !pins.has(reference) || moving.has(reference));
}

/**
 * One entry a reference, sorted.
 * @param found digests that registries told; null where one failed to
 */
export function lockEntries(
  used: readonly string[],
  pins: Pins,
  found: ReadonlyMap<string, string | null>,
): LockEntry[] {
  const all = [...new Set([...used, ...pins.keys()])].sort();
  const wanted = new Set(used);
  return all.map((reference): LockEntry => {
    const locked = pins.get(reference) ?? null;
    if (!wanted.has(reference)) return { reference, state: 'unused', locked, digest: locked };
    const digest = found.get(reference);
    if (digest === null) return { reference, state: 'failed', locked, digest: locked };
    if (digest === undefined) return { reference, state: 'kept', locked, digest: locked };
    const state = locked === null ? 'missing' : locked === digest ? 'kept' : 'moved';
    return { reference, state, locked, digest };
  });
}
