import { diagnostic } from '../diagnostics/create.js';
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
    const location = { file: path, start: { line: 1, column: 1 }, end: { line: 1, column: 1 }, text: '' };
    return diagnostic('not-written', { path, reason: reasonOf(cause) }, location);
  }
}
