import { diagnostic } from '../diagnostics/create.js';
import { fileStart } from '../diagnostics/file-start.js';
import type { Files } from '../host/files.js';
import { reasonOf } from '../host/reason.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { parseJson, type LoadedJson } from './json.js';
import { Document } from './document.js';

const MEGABYTE = 1024 * 1024;

/**
 * Reads one JSON file of the workspace.
 * @param root absolute
 * @param path from the root, with '/'
 */
export function readJson(files: Files, root: string, path: string): LoadedJson {
  try {
    const stat = files.lstat(`${root}/${path}`);
    if (!stat) return failed(path, diagnostic('file-vanished', { path }, fileStart(path)));
    // A link may lead anywhere, also out of the repository that reviewers see.
    if (stat.type === 'symlink') return failed(path, diagnostic('spec-symlink', { path }, fileStart(path)));
    if (stat.type !== 'file')
      return failed(
        path,
        diagnostic(
          'file-unreadable',
          { path, reason: stat.type === 'directory' ? 'it is a directory' : 'it is no file' },
          fileStart(path),
        ),
      );
    const bytes = stat.size > MEGABYTE ? null : files.read(`${root}/${path}`, MEGABYTE + 1);
    if (stat.size > MEGABYTE || (bytes && bytes.length > MEGABYTE))
      return failed(path, diagnostic('file-too-large', { path, limit: '1 MiB' }, fileStart(path)));
    if (!bytes) return failed(path, diagnostic('file-vanished', { path }, fileStart(path)));
    return parseJson(path, bytes);
  } catch (error) {
    return failed(path, unreadable(path, error));
  }
}

/** What the operating system refused to show. An exception of our own goes up. */
export function unreadable(path: string, error: unknown): Diagnostic {
  return diagnostic('file-unreadable', { path, reason: reasonOf(error) }, fileStart(path));
}

function failed(path: string, cause: Diagnostic): LoadedJson {
  return { document: new Document(path, '', () => undefined), value: undefined, diagnostics: [cause] };
}
