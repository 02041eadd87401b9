/** What a spec is made of beside its own folder, found without compiling it. */

import { posix } from 'node:path';
import { valueOf } from '../compose/tree.js';
import { readJson } from '../load/read.js';
import type { SpecPlace } from '../load/workspace.js';
import type { ImageSpec } from '../model/spec.js';
import { parentWords } from '../resolve/parent-words.js';
import { readVariants } from '../variants.js';
import type { Workspace } from '../workspace.js';

export interface SpecInputs {
  /** Fragments that it extends, and those that they extend: paths from the root, also of those that are missing. */
  readonly fragments: ReadonlySet<string>;
  /** Its context folder and the pod of its agent, where they lie outside its own folder. */
  readonly outside: readonly string[];
  /** Folder of each image → the words by which it names images that it is built on. */
  readonly parents: ReadonlyMap<string, readonly string[]>;
}

/** Reads the inputs of specs, each fragment once. */
export class SpecInputsReader {
  readonly #known = new Map<string, { readonly text: string; readonly extended: readonly string[] }>();

  constructor(private readonly workspace: Workspace) {}

  read(place: SpecPlace): SpecInputs {
    const file = `${place.dir}/${place.specFiles[0] ?? ''}`;
    const fragments = new Set<string>();
    const texts = [this.#collect(file, fragments)];
    for (const fragment of fragments) texts.push(this.#known.get(fragment)?.text ?? '');
    // Most specs have none of these, and need no composing.
    if (!texts.some((text) => /"(context|yamlFile|spec)"/u.test(text)))
      return { fragments, outside: [], parents: new Map() };
    const { variants } = readVariants(this.workspace, place);
    const outside = new Set<string>();
    const parents = new Map<string, readonly string[]>();
    for (const { name, tree } of variants) {
      const spec = valueOf(tree) as Loose;
      for (const path of outsideOf(spec, place.dir)) outside.add(path);
      const words = wordsIn(spec);
      if (words.length > 0) parents.set(name === null ? place.dir : `${place.dir}/${name}`, words);
    }
    return { fragments, outside: [...outside], parents };
  }

  /** The text of a file; adds what it extends. */
  #collect(file: string, fragments: Set<string>): string {
    const { text, extended } = this.#file(file);
    for (const path of extended)
      if (!fragments.has(path)) {
        fragments.add(path);
        this.#collect(path, fragments);
      }
    return text;
  }

  #file(file: string): { readonly text: string; readonly extended: readonly string[] } {
    const known = this.#known.get(file);
    if (known) return known;
    const { document, value } = readJson(this.workspace.files, this.workspace.root, file);
    const { extends: named } = (value ?? {}) as { extends?: unknown };
    const extended = (Array.isArray(named) ? named : [named])
      .filter((path) => typeof path === 'string')
      .map((path) => posix.join(posix.dirname(file), path));
    const found = { text: document.text, extended };
    this.#known.set(file, found);
    return found;
  }
}

/** A spec that nobody has checked. */
type Loose = {
  readonly context?: { readonly dir?: unknown };
  readonly pipeline?: { readonly agent?: { readonly kubernetes?: { readonly yamlFile?: unknown } } };
};

function outsideOf({ context, pipeline }: Loose, dir: string): string[] {
  const folder = context?.dir;
  const pod = pipeline?.agent?.kubernetes?.yamlFile;
  return [
    ...(typeof folder === 'string' ? [posix.join(dir, folder)] : []),
    ...(typeof pod === 'string' ? [posix.normalize(pod)] : []),
  ];
}

function wordsIn(spec: Loose): string[] {
  try {
    return parentWords(spec as ImageSpec).map(({ word }) => word);
  } catch (error) {
    // The schema will tell what has the wrong type.
    if (error instanceof TypeError) return [];
    throw error;
  }
}
