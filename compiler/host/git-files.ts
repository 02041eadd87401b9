import { posix } from 'node:path';
import type { Files, Stat } from './files.js';
import type { Git } from './git.js';
import { GitObjects } from './git-objects.js';
import { folderOf } from '../model/path.js';

/** What git keeps of a path. */
export interface GitEntry {
  readonly kind: 'file' | 'symlink' | 'submodule';
  readonly executable: boolean;
  readonly id: string;
}

/** More than the largest spec or fragment that a workspace may have; see load/read.ts. */
const LARGEST_ALIKE = 1024 * 1024;

/** Bytes that are read in advance, at most. */
const MOST_ALIKE = 64 * 1024 * 1024;

/**
 * The files of one commit, below one folder of its repository. For reading only. A submodule is an empty folder:
 * its files are those of another repository.
 */
export class GitFiles implements Files {
  readonly #objects: GitObjects;
  readonly #folders = new Map<string, Set<string>>();
  readonly #loaded = new Set<string>();

  /**
   * @param root absolute path that the folder has for whoever asks
   * @param entries by path from there
   */
  constructor(
    git: Git,
    private readonly root: string,
    readonly entries: ReadonlyMap<string, GitEntry>,
  ) {
    this.#objects = new GitObjects(git);
    this.#folders.set('', new Set());
    for (const path of entries.keys())
      for (let [below, folder] = [path, folderOf(path)]; ; [below, folder] = [folder, folderOf(folder)]) {
        const known = this.#folders.get(folder);
        const names = known ?? new Set();
        names.add(below.slice(folder === '' ? 0 : folder.length + 1));
        if (known) break;
        this.#folders.set(folder, names);
      }
  }

  lstat(path: string): Stat | null {
    const below = this.#below(path);
    const entry = below === null ? undefined : this.entries.get(below);
    if (entry && entry.kind !== 'submodule') return this.#stat(entry);
    const isFolder = entry !== undefined || (below !== null && this.#folders.has(below));
    return isFolder ? { ...NO_TIMES, type: 'directory', size: 0, mode: 0o755 } : null;
  }

  list(path: string): readonly string[] {
    const below = this.#below(path);
    return below === null ? [] : [...(this.#folders.get(below) ?? [])];
  }

  read(path: string, limit?: number): Uint8Array | null {
    const entry = this.entries.get(this.#below(path) ?? '');
    if (entry?.kind !== 'file') return null;
    this.#loadAlike(kindOf(path));
    return this.#objects.content(entry.id).subarray(0, limit);
  }

  readlink(path: string): string {
    const entry = this.entries.get(this.#below(path) ?? '');
    return entry ? this.#objects.content(entry.id).toString() : '';
  }

  apply(): never {
    throw new Error('a commit is not written to');
  }

  /** Sizes in bytes, by id. */
  sizes(ids: Iterable<string>): ReadonlyMap<string, number> {
    return this.#objects.sizes(ids);
  }

  #stat(entry: GitEntry): Stat {
    const objects = this.#objects;
    return {
      ...NO_TIMES,
      type: entry.kind === 'symlink' ? 'symlink' : 'file',
      mode: entry.executable ? 0o755 : 0o644,
      // Nobody asks for that of thousands of files in a rootfs.
      get size() {
        return objects.sizes([entry.id]).get(entry.id) ?? 0;
      },
    };
  }

  /** Who reads one spec or one Dockerfile mostly reads the others: all at once, but for what is too large to be one. */
  #loadAlike(kind: string): void {
    if (this.#loaded.has(kind)) return;
    this.#loaded.add(kind);
    const ids = [...this.entries].flatMap(([path, entry]) =>
      entry.kind === 'file' && kindOf(path) === kind ? [entry.id] : [],
    );
    if (ids.length < 2) return;
    const sizes = this.#objects.sizes(ids);
    let left = MOST_ALIKE;
    this.#objects.load(
      ids.filter((id) => {
        const size = sizes.get(id) ?? Infinity;
        return size <= LARGEST_ALIKE && (left -= size) >= 0;
      }),
    );
  }

  /** The path from the folder; null for what lies outside. */
  #below(path: string): string | null {
    const clean = posix.normalize(path).replace(/(?<=.)\/$/u, '');
    if (clean === this.root) return '';
    const prefix = this.root === '/' ? '/' : `${this.root}/`;
    return clean.startsWith(prefix) ? clean.slice(prefix.length) : null;
  }
}

/** JSON is one kind, whatever it is called; other files are of a kind with those of the same name. */
function kindOf(path: string): string {
  return /\.jsonc?$/u.test(path) ? '.json' : posix.basename(path);
}

const NO_TIMES = { mtimeMs: 0, ctimeMs: 0, ino: 0 } as const;
