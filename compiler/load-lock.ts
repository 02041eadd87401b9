import type { Files } from './host/files.js';
import { readJson, unreadable } from './load/read.js';
import { LOCK_FILE, pinsOf } from './lock/lock-file.js';
import type { Pins } from './lock/changes.js';
import type { Diagnostic } from './model/diagnostic.js';
import { placeIn } from './place.js';
import { checkLock } from './validate/schema.js';

export interface LoadedLock {
  /** Empty where there is no lock; null where it has problems. */
  readonly pins: Pins | null;
  /** The `$schema` that it states. */
  readonly schema: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads cooperage.lock.json of a workspace. */
export function loadLock(files: Files, root: string): LoadedLock {
  try {
    if (files.lstat(`${root}/${LOCK_FILE}`) === null)
      return { pins: new Map(), schema: undefined, diagnostics: [] };
  } catch (error) {
    return { pins: null, schema: undefined, diagnostics: [unreadable(LOCK_FILE, error)] };
  }
  const { document, value, diagnostics } = readJson(files, root, LOCK_FILE);
  if (diagnostics.length > 0) return { pins: null, schema: undefined, diagnostics };
  const checked = checkLock(value);
  if ('problems' in checked) {
    const placed = checked.problems.map((found) => placeIn(found, document));
    return { pins: null, schema: undefined, diagnostics: placed };
  }
  return { pins: pinsOf(checked.lock), schema: checked.lock.$schema, diagnostics: [] };
}
