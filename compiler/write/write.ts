import { diagnostic } from '../diagnostics/create.js';
import { fileStart } from '../diagnostics/file-start.js';
import { WriteError, type Files } from '../host/files.js';
import { reasonOf } from '../host/reason.js';
import type { Artifact } from '../model/artifact.js';
import type { Diagnostic } from '../model/diagnostic.js';

/** Writes what differs and removes what is no longer generated, all of it or nothing. Null when it is done. */
export function write(
  files: Files,
  root: string,
  changes: readonly Artifact[],
  stale: readonly string[],
): Diagnostic | null {
  try {
    files.apply(root, changes, stale);
    return null;
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    const { path, cause } = error;
    return diagnostic('not-written', { path, reason: reasonOf(cause) }, fileStart(path));
  }
}
