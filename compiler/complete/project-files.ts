import { posix } from 'node:path';
import type { TreeEntry } from '../clients/gitlab/types.js';
import type { Targets } from '../content/edits.js';
import type { Files, Stat } from '../host/files.js';
import type { ProjectTree } from './project-tree.js';

/** The files of a commit with edits that are not saved yet. The compiler mostly needs names: of a rootfs nothing is read. */
export class ProjectFiles implements Files {
  /** @param root absolute path that the workspace has for whoever asks */
  constructor(
    private readonly tree: ProjectTree,
    private readonly root: string,
    private readonly targets: Targets = new Map(),
  ) {}

  /** What is at a path from the workspace, edits included: git's id of a content is '' where only we have it. */
  entry(path: string): TreeEntry | null {
    const target = this.targets.get(path);
    if (target === null) return null;
    const base = this.tree.entry(target?.from ?? path);
    if (!target) return base;
    const executable = target.executable ?? base?.executable ?? false;
    return { path, type: base?.type ?? 'file', executable, id: target.content ? '' : (base?.id ?? '') };
  }

  lstat(path: string): Stat | null {
    const below = this.#below(path);
    if (below === null) return null;
    const entry = below === '' ? null : this.entry(below);
    // The files of a submodule are those of another repository.
    if (below === '' || entry?.type === 'submodule') return FOLDER;
    if (!entry || entry.type === 'folder') return this.#hasFiles(below) ? FOLDER : null;
    const size = this.targets.get(below)?.content?.length ?? this.tree.size(entry.id);
    return { ...NO_TIMES, type: entry.type, mode: entry.executable ? 0o755 : 0o644, size };
  }

  list(path: string): readonly string[] {
    const below = this.#below(path);
    return below === null ? [] : this.#names(below).filter((name) => this.#isThere(join(below, name)));
  }

  read(path: string, limit?: number): Uint8Array | null {
    const below = this.#below(path) ?? '';
    const entry = below === '' ? null : this.entry(below);
    return entry?.type === 'file' ? this.#bytes(below, entry).subarray(0, limit) : null;
  }

  readlink(path: string): string {
    const below = this.#below(path) ?? '';
    const entry = below === '' ? null : this.entry(below);
    return entry?.type === 'symlink' ? new TextDecoder().decode(this.#bytes(below, entry)) : '';
  }

  apply(): never {
    throw new Error('a commit is not written to');
  }

  #bytes(path: string, { id }: TreeEntry): Uint8Array {
    return this.targets.get(path)?.content ?? this.tree.bytes(id);
  }

  /** Also of what was removed. */
  #names(folder: string): string[] {
    const names = new Set(this.tree.names(folder).keys());
    const prefix = folder === '' ? '' : `${folder}/`;
    for (const [path, target] of this.targets)
      if (target && path.startsWith(prefix)) names.add(path.slice(prefix.length).split('/')[0] ?? '');
    return [...names];
  }

  #isThere(path: string): boolean {
    const entry = this.entry(path);
    return entry && entry.type !== 'folder' ? true : this.#hasFiles(path);
  }

  /** Whether a folder is there: git has no empty ones. */
  #hasFiles(folder: string): boolean {
    const changed = [...this.targets].filter(([path]) => path.startsWith(`${folder}/`));
    if (changed.some(([, target]) => target !== null)) return true;
    if (this.tree.entry(folder)?.type !== 'folder') return false;
    return changed.length === 0 || this.#names(folder).some((name) => this.#isThere(join(folder, name)));
  }

  /** The path from the workspace; null for what lies outside. */
  #below(path: string): string | null {
    const clean = posix.normalize(path).replace(/(?<=.)\/$/u, '');
    if (clean === this.root) return '';
    return clean.startsWith(`${this.root}/`) ? clean.slice(this.root.length + 1) : null;
  }
}

const NO_TIMES = { mtimeMs: 0, ctimeMs: 0, ino: 0 } as const;
const FOLDER: Stat = { ...NO_TIMES, type: 'directory', size: 0, mode: 0o755 };

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
