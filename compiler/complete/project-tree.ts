import type { Answer, TreeEntry } from '../clients/gitlab/types.js';
import { allOf } from '../content/answers.js';
import type { ProjectContent } from '../content/project-content.js';
import { inParallel } from '../in-parallel.js';
import { folderOf, lastPart } from '../model/path.js';

/** Larger than whatever the compiler reads of a workspace. */
const LARGEST = 8 * 1024 * 1024;
const AT_ONCE = 8;

/** Contents by git's id; null: too large. May be shared: what has the same id is the same. */
export type Contents = Map<string, Uint8Array | null>;

/** Something that `fetch` will get: whoever searched on without it would look for it everywhere. */
export class Unknown extends Error {}

/**
 * The tree of one commit for the compiler, which asks and waits for no server. What is not known yet is noted; `fetch`
 * gets it, and the compiler runs again.
 */
export class ProjectTree {
  readonly #folders = new Map<string, ReadonlyMap<string, TreeEntry>>();
  readonly #wantedFolders = new Set<string>();
  readonly #wantedIds = new Set<string>();
  #knowsAll = false;

  constructor(
    private readonly content: ProjectContent,
    private readonly contents: Contents,
  ) {}

  entry(path: string): TreeEntry | null {
    return this.names(folderOf(path)).get(lastPart(path)) ?? null;
  }

  /** By name; a folder that is not there has none. @throws {Unknown} */
  names(folder: string): ReadonlyMap<string, TreeEntry> {
    const known = this.#folders.get(folder);
    if (known) return known;
    if (this.#knowsAll || (folder !== '' && this.entry(folder)?.type !== 'folder')) return NOTHING;
    this.#wantedFolders.add(folder);
    throw new Unknown(folder);
  }

  /** @throws {Unknown} and what the operating system would say of a file that is too large */
  bytes(id: string): Uint8Array {
    const known = this.contents.get(id);
    if (known === null) throw Object.assign(new Error('it is too large to be read here'), { code: 'EFBIG' });
    if (known !== undefined) return known;
    this.#wantedIds.add(id);
    // Who reads a whole workspace asks for a thousand specs: these are got together.
    if (this.#knowsAll) return new Uint8Array();
    throw new Unknown(id);
  }

  /** In bytes; 0 where nobody has read it. */
  size(id: string): number {
    const known = this.contents.get(id);
    return known === null ? Infinity : (known?.length ?? 0);
  }

  /** Gets all of a folder, at all depths; '' is the whole workspace. */
  async preload(folder: string): Promise<Answer<null>> {
    if (this.#knowsAll) return { value: null };
    const entries = await this.content.list(folder, true);
    if ('fault' in entries) return entries;
    const folders = new Map([[folder, new Map<string, TreeEntry>()]]);
    for (const entry of entries.value) {
      if (entry.type === 'folder' && !folders.has(entry.path)) folders.set(entry.path, new Map());
      const around = folders.get(folderOf(entry.path)) ?? new Map<string, TreeEntry>();
      folders.set(folderOf(entry.path), around.set(lastPart(entry.path), entry));
    }
    for (const [path, names] of folders) this.#folders.set(path, names);
    this.#knowsAll = folder === '';
    return { value: null };
  }

  /** Gets what was asked for and is not known. @returns whether there was anything */
  async fetch(): Promise<Answer<boolean>> {
    const [folders, ids] = [[...this.#wantedFolders], [...this.#wantedIds]];
    this.#wantedFolders.clear();
    this.#wantedIds.clear();
    const listed = allOf(await inParallel(folders, AT_ONCE, (folder) => this.content.list(folder)));
    if ('fault' in listed) return listed;
    for (const [index, folder] of folders.entries()) {
      const entries = listed.value[index] ?? [];
      this.#folders.set(folder, new Map(entries.map((entry) => [lastPart(entry.path), entry])));
    }
    const loaded = allOf(await inParallel(ids, AT_ONCE, (id) => this.#load(id)));
    return 'fault' in loaded ? loaded : { value: folders.length + ids.length > 0 };
  }

  async #load(id: string): Promise<Answer<null>> {
    const bytes = await this.content.gitlab.blob(id, LARGEST);
    if ('fault' in bytes && bytes.fault.kind !== 'too-large') return bytes;
    this.contents.set(id, 'fault' in bytes ? null : (bytes.value ?? new Uint8Array()));
    return { value: null };
  }
}

const NOTHING: ReadonlyMap<string, TreeEntry> = new Map();
