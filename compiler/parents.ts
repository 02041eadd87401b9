import type { CompiledSpec } from './image.js';
import type { Unchanged } from './incremental/unchanged.js';
import { findSpecs, specAt, type SpecPlace } from './load/workspace.js';
import type { ImageIdentity } from './model/image.js';
import { lastPart } from './model/path.js';
import { readIdentities } from './variants.js';
import type { Workspace } from './workspace.js';

/** What a word of `{"spec": …}`, or of the command line, names. */
export type Named =
  | { readonly image: ImageIdentity }
  /** The images of a matrix, of which the word names none. */
  | { readonly images: readonly ImageIdentity[] }
  /** The folder of a spec that cannot be read. */
  | { readonly broken: string }
  | { readonly unknown: true };

/** Finds images by folder, folder and variant, or name; reads as few specs as it can, and each once. */
export class Parents {
  readonly #identities = new Map<string, readonly ImageIdentity[] | null | undefined>();
  #places: readonly SpecPlace[] | null = null;
  #byName: ReadonlyMap<string, readonly ImageIdentity[]> | null = null;

  constructor(
    private readonly workspace: Workspace,
    private readonly unchanged: Unchanged | null = null,
  ) {}

  /** @param word `centos-68`, `images/centos-68`, `python/3.12-alpine`, or the `name` of a spec */
  find(word: string): Named {
    const path = word.replace(/\/$/u, '');
    const below = path.startsWith(`${this.workspace.images}/`)
      ? path.slice(this.workspace.images.length + 1)
      : path;
    const [folder = '', variant, ...more] = below.split('/');
    const identities = more.length > 0 || isOdd(folder) ? undefined : this.identities(folder);
    if (identities === null) return { broken: `${this.workspace.images}/${folder}` };
    if (identities && variant === undefined) return among(identities);
    const one = identities?.find((identity) => identity.variant === variant);
    if (one) return { image: one };
    const named = this.#names().get(word);
    return named ? among(named) : { unknown: true };
  }

  /** The images of a folder; null where its spec cannot be read, undefined where there is none. */
  identities(folder: string): readonly ImageIdentity[] | null | undefined {
    if (this.#identities.has(folder)) return this.#identities.get(folder);
    const dir = `${this.workspace.images}/${folder}`;
    const place = specAt(this.workspace.files, this.workspace.root, dir);
    const stored = place?.specFiles.length === 1 ? this.unchanged?.identities(dir) : null;
    const found = place ? (stored ?? readIdentities(this.workspace, place)) : undefined;
    this.#identities.set(folder, found);
    return found;
  }

  /** Spares the second reading of a spec that has been compiled. */
  know({ place, images }: CompiledSpec): void {
    const identities = images.map(({ identity }) => identity);
    this.#identities.set(lastPart(place.dir), identities.length > 0 ? identities : null);
  }

  /** What may be written in place of a word that names nothing. */
  candidates(): string[] {
    return this.#folders().map(({ dir }) => lastPart(dir));
  }

  #folders(): readonly SpecPlace[] {
    this.#places ??= findSpecs(this.workspace.files, this.workspace.root, this.workspace.images);
    return this.#places;
  }

  #names(): ReadonlyMap<string, readonly ImageIdentity[]> {
    if (this.#byName) return this.#byName;
    const names = new Map<string, ImageIdentity[]>();
    for (const place of this.#folders())
      for (const identity of this.identities(lastPart(place.dir)) ?? [])
        names.set(identity.name, [...(names.get(identity.name) ?? []), identity]);
    this.#byName = names;
    return names;
  }
}

function among(images: readonly ImageIdentity[]): Named {
  const [only, ...more] = images;
  return only && more.length === 0 ? { image: only } : { images };
}

function isOdd(folder: string): boolean {
  return folder === '' || folder === '.' || folder === '..';
}
