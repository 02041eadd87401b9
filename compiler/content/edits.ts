import type { Answer, TreeEntry } from '../clients/gitlab/types.js';
import { folderOf } from '../model/path.js';
import { missing, refused } from './answers.js';
import { editJson, type JsonEdit } from './json/edit.js';
import { newPathProblem } from './paths.js';
import { LARGEST_FILE, type ProjectContent } from './project-content.js';

/** What a file becomes. */
export interface Target {
  /** null: what the file at `from` has. */
  readonly content: Uint8Array | null;
  /** The file of the base that it goes on from; null for a new one. */
  readonly from: string | null;
  /** null: as it was; of a new file: not executable. */
  readonly executable: boolean | null;
}

/** By path; null: it is removed. */
export type Targets = ReadonlyMap<string, Target | null>;

/** So much goes into one commit through the API; more is for `cooper publish`, or for git. */
const MOST_FILES = 1000;
const MOST_BYTES = 100 * 1024 * 1024;

/** Edits of files over one commit, collected until they are saved as one commit. Nothing is sent before. */
export class Edits {
  readonly #targets = new Map<string, Target | null>();
  /** What the base has at the paths that were looked at. */
  readonly #entries = new Map<string, TreeEntry | null>();

  constructor(readonly base: ProjectContent) {}

  get targets(): Targets {
    return this.#targets;
  }

  /** What the base has at a path that is edited; null for nothing. */
  before(path: string): TreeEntry | null {
    return this.#entries.get(path) ?? null;
  }

  /** The bytes of a file as it is now, edits included; null where there is none. */
  async read(path: string, limit = LARGEST_FILE): Promise<Answer<Uint8Array | null>> {
    const target = this.#targets.get(path);
    if (target === null) return { value: null };
    if (target?.content) return { value: target.content };
    return this.base.read(target?.from ?? path, limit);
  }

  /** A file gets this content. @param executable as it was, where it is left out */
  async put(
    path: string,
    content: Uint8Array,
    options: { readonly executable?: boolean } = {},
  ): Promise<Answer<null>> {
    const there = await this.#placeFor(path);
    if ('fault' in there) return there;
    const now = there.value;
    if (now !== null && now !== 'file') return refused(...notAFile(path, now));
    const target = this.#targets.get(path);
    const executable = options.executable ?? target?.executable ?? null;
    const from = target ? target.from : now === null ? null : path;
    return this.#set(new Map([[path, { content, from, executable }]]));
  }

  /** Edits a JSON file, and nothing of it beside what changes. */
  async editJson(path: string, edits: readonly JsonEdit[]): Promise<Answer<null>> {
    const found = await this.#file(path);
    if ('fault' in found) return found;
    const bytes = await this.read(path);
    if ('fault' in bytes) return bytes;
    if (bytes.value === null) return missing(`there is no file ${JSON.stringify(path)}`);
    const text = textOf(bytes.value);
    const edited = text === null ? { problem: 'it is no UTF-8 text' } : editJson(text, edits);
    if ('problem' in edited) return refused(`${JSON.stringify(path)} is not edited: ${edited.problem}`);
    if (edited.text === text) return { value: null };
    return this.put(path, new TextEncoder().encode(edited.text));
  }

  async chmod(path: string, executable: boolean): Promise<Answer<null>> {
    const found = await this.#file(path);
    if ('fault' in found) return found;
    const target = this.#targets.get(path) ?? { content: null, from: path };
    return this.#set(new Map([[path, { ...target, executable }]]));
  }

  /** A file, a link, or a folder with all that is in it. */
  async remove(path: string): Promise<Answer<null>> {
    const files = await this.#filesAt(path);
    if ('fault' in files) return files;
    return this.#set(new Map(files.value.map((file) => [file, null])));
  }

  /** A file, a link, or a folder with all that is in it. @param to must be free */
  async rename(path: string, to: string): Promise<Answer<null>> {
    if (`${to}/`.startsWith(`${path}/`) || `${path}/`.startsWith(`${to}/`))
      return refused(
        `${JSON.stringify(path)} can't be moved to ${JSON.stringify(to)}: one lies in the other`,
      );
    const files = await this.#filesAt(path);
    if ('fault' in files) return files;
    const there = await this.#placeFor(to);
    if ('fault' in there) return there;
    if (there.value !== null) return refused(`there is something at ${JSON.stringify(to)} already`);
    const moved = new Map<string, Target | null>();
    for (const file of files.value) {
      const target = this.#targets.get(file) ?? { content: null, from: file, executable: null };
      const name = to + file.slice(path.length);
      const problem = newPathProblem(name);
      if (problem !== null) return refused(`${JSON.stringify(name)} is no path: ${problem}`);
      moved.set(file, null);
      moved.set(name, target);
      // What the base has there may only have been removed by us.
      const known = await this.#entry(name);
      if ('fault' in known) return known;
    }
    return this.#set(moved);
  }

  #set(changes: Targets): Answer<null> {
    const all = new Map([...this.#targets, ...changes]);
    if (all.size > MOST_FILES)
      return refused(
        `more than ${MOST_FILES} files in one commit are too many for this way`,
        'Edit less at once, or use a clone and cooper publish.',
      );
    let bytes = 0;
    for (const target of all.values()) bytes += target?.content?.length ?? 0;
    if (bytes > MOST_BYTES)
      return {
        fault: {
          kind: 'too-large',
          status: 0,
          reason: `more than ${MOST_BYTES / 1024 / 1024} MiB in one commit are too much for this way`,
          advice: 'Use a clone and git push, or a place for large files.',
        },
      };
    for (const [path, target] of changes) this.#targets.set(path, target);
    return { value: null };
  }

  /** Files and links below a path, or itself. */
  async #filesAt(path: string): Promise<Answer<readonly string[]>> {
    const entry = await this.#now(path);
    if ('fault' in entry) return entry;
    if (entry.value === null) return missing(`there is nothing at ${JSON.stringify(path)}`);
    if (entry.value === 'submodule') return refused(...notAFile(path, 'submodule'));
    if (entry.value !== 'folder') return { value: [path] };
    const files = new Set<string>();
    for await (const page of this.base.pages(path, { recursive: true })) {
      if ('fault' in page) {
        if (page.fault.kind === 'missing') break;
        return page;
      }
      for (const one of page.value) {
        if (one.type === 'folder' || this.#targets.get(one.path) === null) continue;
        if (one.type === 'submodule') return refused(...notAFile(one.path, 'submodule'));
        this.#entries.set(one.path, one);
        files.add(one.path);
      }
      if (files.size > MOST_FILES) break;
    }
    for (const [edited, target] of this.#targets)
      if (target !== null && edited.startsWith(`${path}/`)) files.add(edited);
    return { value: [...files] };
  }

  /** Where a file may be written: what is there now; a fault where the path leads through something that is no folder. */
  async #placeFor(path: string): Promise<Answer<TreeEntry['type'] | null>> {
    const problem = newPathProblem(path);
    if (problem !== null) return refused(`${JSON.stringify(path)} is no path: ${problem}`);
    for (let above = folderOf(path); above !== ''; above = folderOf(above)) {
      const now = await this.#now(above);
      if ('fault' in now) return now;
      if (now.value === 'folder') break;
      if (now.value !== null) return refused(...notAFolder(above, now.value));
    }
    return this.#now(path);
  }

  /** A file that is there; not a link. */
  async #file(path: string): Promise<Answer<null>> {
    const now = await this.#now(path);
    if ('fault' in now) return now;
    if (now.value === null) return missing(`there is no file ${JSON.stringify(path)}`);
    return now.value === 'file' ? { value: null } : refused(...notAFile(path, now.value));
  }

  /** What is at a path, edits included. */
  async #now(path: string): Promise<Answer<TreeEntry['type'] | null>> {
    const target = this.#targets.get(path);
    if (target) return { value: (target.from !== null && this.before(target.from)?.type) || 'file' };
    for (const [edited, one] of this.#targets)
      if (one && edited.startsWith(`${path}/`)) return { value: 'folder' };
    const entry = await this.#entry(path);
    if ('fault' in entry) return entry;
    if (target === null) return { value: null };
    if (entry.value?.type === 'folder' && this.#hasLost(path)) return this.#emptied(path);
    return { value: entry.value?.type ?? null };
  }

  #hasLost(folder: string): boolean {
    return [...this.#targets].some(([path, target]) => target === null && path.startsWith(`${folder}/`));
  }

  /** Git has no empty folders. */
  async #emptied(path: string): Promise<Answer<'folder' | null>> {
    for await (const page of this.base.pages(path, { recursive: true })) {
      if ('fault' in page) return page;
      const left = page.value.some(
        (entry) => entry.type !== 'folder' && this.#targets.get(entry.path) !== null,
      );
      if (left) return { value: 'folder' };
    }
    return { value: null };
  }

  async #entry(path: string): Promise<Answer<TreeEntry | null>> {
    const known = this.#entries.get(path);
    if (known !== undefined) return { value: known };
    const answer = await this.base.entry(path);
    if ('value' in answer) this.#entries.set(path, answer.value);
    return answer;
  }
}

type Words = readonly [reason: string, advice: string];

function notAFile(path: string, type: TreeEntry['type']): Words {
  const advice = {
    file: '',
    folder: 'Name a file in it.',
    symlink: 'Links are not followed: name the file itself, or remove the link.',
    submodule: 'Its files are those of another repository: change it with git.',
  };
  return [`${JSON.stringify(path)} is a ${type}`, advice[type]];
}

function notAFolder(path: string, type: TreeEntry['type']): Words {
  return [
    `${JSON.stringify(path)} is a ${type}, so nothing can lie below it`,
    type === 'symlink' ? 'Links are not followed: name the folder itself.' : '',
  ];
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
