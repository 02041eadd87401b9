/** What becomes of a commit's files under actions, one after the other, with Gitaly's words where that can't be. */
import type { Edit } from '../git/edit.js';
import type { Repository } from '../git/repository.js';
import { refuse } from '../http/reply.js';
import type { Action } from './actions.js';

interface Kept {
  readonly mode: string;
  /** The content, or the id of one that is there. */
  readonly content: Uint8Array | { readonly blob: string };
}

export async function applied(
  repository: Repository,
  start: string | null,
  actions: readonly Action[],
): Promise<Edit[]> {
  const index = new Index(start === null ? [] : ((await repository.list(start, '', true)) ?? []));
  for (const action of actions) {
    checkPath(action.path);
    if (action.previous !== undefined) checkPath(action.previous);
    index.apply(action);
  }
  return index.edits();
}

class Index {
  private readonly files = new Map<string, Kept>();
  /** Folder → how many files lie anywhere below it. */
  private readonly folders = new Map<string, number>();
  private readonly touched = new Set<string>();

  constructor(entries: readonly { mode: string; type: string; id: string; path: string }[]) {
    for (const { mode, type, id, path } of entries) {
      if (type !== 'tree') this.put(path, { mode, content: { blob: id } });
    }
    this.touched.clear();
  }

  apply(action: Action): void {
    const { path } = action;
    if (action.action === 'create') {
      this.free(path);
      const mode = action.executable ? '100755' : '100644';
      return this.put(path, { mode, content: action.content ?? Buffer.alloc(0) });
    }
    if (action.action === 'move') {
      const old = this.there(action.previous ?? '');
      if (action.previous !== path) this.free(path);
      this.remove(action.previous ?? '');
      return this.put(path, { mode: old.mode, content: action.content ?? old.content });
    }
    const old = this.there(path);
    if (action.action === 'delete') return this.remove(path);
    if (action.action === 'chmod')
      return this.put(path, { ...old, mode: action.executable ? '100755' : '100644' });
    return this.put(path, { ...old, content: action.content ?? Buffer.alloc(0) });
  }

  edits(): Edit[] {
    const all = [...this.touched].map((path): Edit => {
      const kept = this.files.get(path);
      return kept ? { path, ...kept } : { path, content: null };
    });
    // A file may take the place of a folder that goes, and the other way round.
    return [
      ...all.filter(({ content }) => content === null),
      ...all.filter(({ content }) => content !== null),
    ];
  }

  private there(path: string): Kept {
    return this.files.get(path) ?? refuse(400, "A file with this name doesn't exist");
  }

  private free(path: string): void {
    if (this.folders.has(path)) refuse(400, 'A directory with this name already exists');
    if (this.files.has(path) || foldersOf(path).some((folder) => this.files.has(folder)))
      refuse(400, 'A file with this name already exists');
  }

  private put(path: string, kept: Kept): void {
    if (!this.files.has(path)) this.count(path, 1);
    this.files.set(path, kept);
    this.touched.add(path);
  }

  private remove(path: string): void {
    this.files.delete(path);
    this.count(path, -1);
    this.touched.add(path);
  }

  private count(path: string, by: number): void {
    for (const folder of foldersOf(path)) {
      const left = (this.folders.get(folder) ?? 0) + by;
      if (left === 0) this.folders.delete(folder);
      else this.folders.set(folder, left);
    }
  }
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

function checkPath(path: string): void {
  if (path === '') refuse(400, 'You must provide a file path');
  const parts = path.split('/');
  if (parts.includes('..')) refuse(400, 'Path cannot include directory traversal');
  if (parts.some((part) => part === '' || part === '.' || part.toLowerCase() === '.git'))
    refuse(400, `invalid path: '${path}'`);
}
