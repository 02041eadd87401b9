import type { Files } from '../host/files.js';
import { PRIVATE_FOLDER } from '../host/node-apply.js';
import type { CompiledImage, CompiledSpec } from '../image.js';
import type { ImageIdentity } from '../model/image.js';
import { jobOf } from '../resolve/identity.js';
import { isSettled, sameStamp, stampOf, TICK, type Stamp } from './stamps.js';

/** What is known of a spec that compiled without any diagnostic, and whose files on the disk are current. */
interface Entry {
  readonly specFile: string;
  readonly images: readonly StoredImage[];
  /** Fragments that took part, from the root; their stamps are kept once for all specs. */
  readonly fragments: readonly string[];
  /** Every path that its compilation looked at or wrote, from the spec's folder ('' is the folder itself). */
  readonly paths: readonly string[];
  readonly stamps: readonly Stamp[];
}

/** Short, for ten thousand of them are read at each start: variant, name, repository, tags, parents. */
type StoredImage = readonly [
  variant: string | null,
  name: string,
  repository: string,
  tags: readonly string[],
  /** Words of the spec, and what told the images that they named: the generated files hold that. */
  parents?: readonly (readonly [word: string, signature: string])[],
];

interface Stored {
  readonly key: string;
  readonly fragments: Readonly<Record<string, Stamp>>;
  readonly specs: Readonly<Record<string, Entry>>;
}

const FILE = `${PRIVATE_FOLDER}/stamps.json`;
const NOTHING: Stored = { key: '', fragments: {}, specs: {} };

/**
 * Knows which specs need no work, from the stamps of their files, as git's index does. It is a shortcut only:
 * without it, or with a damaged one, everything is compiled.
 */
export class Unchanged {
  readonly #stored: Stored;
  readonly #known: ReadonlyMap<string, Entry>;
  readonly #fresh = new Map<string, Entry>();
  readonly #before = new Map<string, { paths: string[]; stamps: Stamp[]; at: number }>();
  /** Stamps of fragments as they were before anything was read. */
  readonly #fragments = new Map<string, { stamp: Stamp; at: number }>();

  /**
   * @param root absolute path of the workspace
   * @param key of all that images depend on beside their own files: the settings, the lock and the compiler
   */
  constructor(
    readonly files: Files,
    readonly root: string,
    readonly key: string,
  ) {
    this.#stored = load(files, root, key);
    this.#known = new Map(Object.entries(this.#stored.specs));
  }

  /**
   * The spec as it was compiled before, when nothing of it has changed; null when it must be compiled.
   * @param parent the image that a word of a spec names now
   */
  find(dir: string, parent: (word: string) => ImageIdentity | null): CompiledSpec | null {
    const entry = this.#known.get(dir);
    if (!entry || !this.#isCurrent(dir, entry, entry.paths.length)) return null;
    const images: CompiledImage[] = [];
    for (const image of entry.images) {
      const parents = parentsOf(image, parent);
      if (!parents) return null;
      images.push(restored(dir, image, parents));
    }
    this.#fresh.set(dir, entry);
    return {
      place: { dir, specFiles: [entry.specFile] },
      images,
      inputs: [],
      fragments: [],
      diagnostics: [],
    };
  }

  /** What the images of a spec are called, when neither it nor what it inherits has changed; else null. */
  identities(dir: string): ImageIdentity[] | null {
    const entry = this.#known.get(dir);
    return entry && this.#isCurrent(dir, entry, 1)
      ? entry.images.map((image) => identityIn(dir, image))
      : null;
  }

  /** Whether `find` found the spec unchanged. */
  has(dir: string): boolean {
    return this.#fresh.has(dir);
  }

  /** Notes the spec's stamp before it is read, so that a change during the compile is seen the next time. */
  reading(dir: string, specFiles: readonly string[]): void {
    const stamps = specFiles.map((file) => stampOf(this.files, this.#absolute(dir, file)));
    this.#before.set(dir, { paths: [...specFiles], stamps, at: Date.now() });
  }

  /** Likewise for a fragment. */
  readingFragment(file: string): void {
    this.#fragment(file);
  }

  /** Stores what is known now, for the next time. `compiled`: the specs whose files are current. */
  save(compiled: readonly CompiledSpec[]): void {
    const settled = compiled.filter(
      ({ place, diagnostics }) => !this.has(place.dir) && diagnostics.length === 0,
    );
    if (settled.length === 0 && this.#fresh.size === this.#known.size) return;
    // Let the tick pass in which the last file was written.
    if (settled.length > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, TICK + 5);
    const specs: Record<string, Entry> = Object.fromEntries(this.#fresh);
    for (const spec of settled) {
      const entry = this.#entry(spec);
      if (entry) specs[spec.place.dir] = entry;
    }
    const used = new Set(Object.values(specs).flatMap(({ fragments }) => fragments));
    const stamps = [...used].map((file) => [file, this.#fragment(file).stamp] as const);
    const stored: Stored = { key: this.key, fragments: Object.fromEntries(stamps), specs };
    try {
      this.files.apply(this.root, [{ path: FILE, content: JSON.stringify(stored), mode: 0o644 }], []);
    } catch {
      // A shortcut that can't be kept is no failure: the next compile takes the long way.
    }
  }

  /** Whether the first paths of an entry, of which the spec comes first, and its fragments are as they were. */
  #isCurrent(dir: string, { paths, stamps, fragments }: Entry, count: number): boolean {
    for (let index = 0; index < count; index++)
      if (!sameStamp(stampOf(this.files, this.#absolute(dir, paths[index] ?? '')), stamps[index] ?? null))
        return false;
    return fragments.every((file) =>
      sameStamp(this.#fragment(file).stamp, this.#stored.fragments[file] ?? null),
    );
  }

  #fragment(file: string): { stamp: Stamp; at: number } {
    const known = this.#fragments.get(file) ?? {
      stamp: stampOf(this.files, `${this.root}/${file}`),
      at: Date.now(),
    };
    this.#fragments.set(file, known);
    return known;
  }

  #entry({ place: { dir, specFiles }, images, inputs, fragments }: CompiledSpec): Entry | null {
    const before = this.#before.get(dir);
    if (!before || !before.stamps.every((stamp) => isSettled(stamp, before.at))) return null;
    const shared = fragments.map((file) => this.#fragment(file));
    if (!shared.every(({ stamp, at }) => isSettled(stamp, at))) return null;
    const outputs = images.flatMap(({ artifacts }) =>
      artifacts.map(({ path }) => path.slice(dir.length + 1)),
    );
    const variants = images.flatMap(({ identity }) => (identity.variant === null ? [] : [identity.variant]));
    const later = ['', ...outputs, ...variants, ...inputs];
    const at = Date.now();
    const stamps = later.map((path) => stampOf(this.files, this.#absolute(dir, path)));
    if (!stamps.every((stamp) => isSettled(stamp, at))) return null;
    return {
      specFile: specFiles[0] ?? '',
      images: images.map(toStored),
      fragments,
      paths: [...before.paths, ...later],
      stamps: [...before.stamps, ...stamps],
    };
  }

  #absolute(dir: string, path: string): string {
    return path === '' ? `${this.root}/${dir}` : `${this.root}/${dir}/${path}`;
  }
}

function toStored({ identity, parents }: CompiledImage): StoredImage {
  const { variant, name, repository, tags } = identity;
  if (parents.size === 0) return [variant, name, repository, tags];
  const signatures = [...parents].map(([word, parent]) => [word, signatureOf(parent)] as const);
  return [variant, name, repository, tags, signatures];
}

const NO_PARENTS: CompiledImage['parents'] = new Map();

/** What the words of an image name now; null where one names another image than before, or one that changed. */
function parentsOf(
  [, , , , stored]: StoredImage,
  parent: (word: string) => ImageIdentity | null,
): CompiledImage['parents'] | null {
  if (!stored) return NO_PARENTS;
  const parents = new Map<string, ImageIdentity>();
  for (const [word, signature] of stored) {
    const identity = parent(word);
    if (!identity || signatureOf(identity) !== signature) return null;
    parents.set(word, identity);
  }
  return parents;
}

function restored(source: string, image: StoredImage, parents: CompiledImage['parents']): CompiledImage {
  const identity = identityIn(source, image);
  return { identity, parents, resolved: null, plan: null, planned: null, places: null, artifacts: [] };
}

function identityIn(source: string, [variant, name, repository, tags]: StoredImage): ImageIdentity {
  const dir = variant === null ? source : `${source}/${variant}`;
  return { dir, variant, name, repository, tags, job: jobOf(source, variant) };
}

const signatures = new WeakMap<ImageIdentity, string>();

/** All that the files generated for its children hold of an image. */
function signatureOf(identity: ImageIdentity): string {
  const known = signatures.get(identity);
  if (known !== undefined) return known;
  const { dir, repository, tags, job } = identity;
  const signature = [dir, repository, tags.join(' '), job].join('\n');
  signatures.set(identity, signature);
  return signature;
}

function load(files: Files, root: string, key: string): Stored {
  try {
    const bytes = files.read(`${root}/${FILE}`);
    if (!bytes) return NOTHING;
    const found = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()) as Stored;
    return found.key === key ? found : NOTHING;
  } catch {
    return NOTHING;
  }
}
