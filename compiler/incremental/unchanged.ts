import type { Files } from '../host/files.js';
import { PRIVATE_FOLDER } from '../host/node-apply.js';
import type { CompiledImage } from '../image.js';
import { isSettled, sameStamp, stampOf, TICK, type Stamp } from './stamps.js';

/** What is known of an image that compiled without any diagnostic, and whose files on the disk are current. */
interface Entry {
  readonly specFile: string;
  readonly name: string;
  readonly reference: string;
  /** Every path that its compilation looked at or wrote, from the image's folder ('' is the folder itself). */
  readonly paths: readonly string[];
  readonly stamps: readonly Stamp[];
}

interface Stored {
  readonly key: string;
  readonly images: Readonly<Record<string, Entry>>;
}

const FILE = `${PRIVATE_FOLDER}/stamps.json`;

/**
 * Knows which images need no work, from the stamps of their files, as git's index does. It is a shortcut only:
 * without it, or with a damaged one, everything is compiled.
 */
export class Unchanged {
  readonly #known: ReadonlyMap<string, Entry>;
  readonly #fresh = new Map<string, Entry>();
  readonly #before = new Map<string, { paths: string[]; stamps: Stamp[]; at: number }>();

  /**
   * @param root absolute path of the workspace
   * @param key of all that images depend on beside their own files: the settings and the compiler
   */
  constructor(
    readonly files: Files,
    readonly root: string,
    readonly key: string,
  ) {
    this.#known = load(files, root, key);
  }

  /** The image as it was compiled before, when nothing of it has changed; null when it must be compiled. */
  find(dir: string): CompiledImage | null {
    const entry = this.#known.get(dir);
    if (!entry) return null;
    for (const [index, path] of entry.paths.entries())
      if (!sameStamp(stampOf(this.files, this.#absolute(dir, path)), entry.stamps[index] ?? null))
        return null;
    this.#fresh.set(dir, entry);
    const { specFile, name, reference } = entry;
    return {
      place: { dir, specFiles: [specFile] },
      name,
      reference,
      plan: null,
      artifacts: [],
      inputs: [],
      diagnostics: [],
    };
  }

  /** Whether `find` found the image unchanged. */
  has(dir: string): boolean {
    return this.#fresh.has(dir);
  }

  /** How many images `find` found unchanged. */
  get count(): number {
    return this.#fresh.size;
  }

  /** Notes the spec's stamp before it is read, so that a change during the compile is seen the next time. */
  reading(dir: string, specFiles: readonly string[]): void {
    const stamps = specFiles.map((file) => stampOf(this.files, this.#absolute(dir, file)));
    this.#before.set(dir, { paths: [...specFiles], stamps, at: Date.now() });
  }

  /** Stores what is known now, for the next time. `compiled`: the images whose files are current. */
  save(compiled: readonly CompiledImage[]): void {
    const settled = compiled.filter(
      ({ place, diagnostics }) => !this.has(place.dir) && diagnostics.length === 0,
    );
    if (settled.length === 0 && this.#fresh.size === this.#known.size) return;
    // Let the tick pass in which the last file was written.
    if (settled.length > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, TICK + 5);
    const images: Record<string, Entry> = Object.fromEntries(this.#fresh);
    for (const image of settled) {
      const entry = this.#entry(image);
      if (entry) images[image.place.dir] = entry;
    }
    const stored: Stored = { key: this.key, images };
    try {
      this.files.apply(this.root, [{ path: FILE, content: JSON.stringify(stored), mode: 0o644 }], []);
    } catch {
      // A shortcut that can't be kept is no failure: the next compile takes the long way.
    }
  }

  #entry({ place: { dir, specFiles }, name, reference, artifacts, inputs }: CompiledImage): Entry | null {
    const before = this.#before.get(dir);
    if (!before || !before.stamps.every((stamp) => isSettled(stamp, before.at))) return null;
    const outputs = artifacts.map(({ path }) => path.slice(dir.length + 1));
    const later = ['', ...outputs, ...inputs];
    const at = Date.now();
    const stamps = later.map((path) => stampOf(this.files, this.#absolute(dir, path)));
    if (!stamps.every((stamp) => isSettled(stamp, at))) return null;
    return {
      specFile: specFiles[0] ?? '',
      name,
      reference,
      paths: [...before.paths, ...later],
      stamps: [...before.stamps, ...stamps],
    };
  }

  #absolute(dir: string, path: string): string {
    return path === '' ? `${this.root}/${dir}` : `${this.root}/${dir}/${path}`;
  }
}

function load(files: Files, root: string, key: string): ReadonlyMap<string, Entry> {
  try {
    const bytes = files.read(`${root}/${FILE}`);
    if (!bytes) return new Map();
    const stored = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()) as Stored;
    return stored.key === key ? new Map(Object.entries(stored.images)) : new Map();
  } catch {
    return new Map();
  }
}
