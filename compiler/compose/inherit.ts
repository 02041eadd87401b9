/** `extends`: a spec over the fragments that it names, those over theirs, all over the workspace's defaults. */

import { posix } from 'node:path';
import type { Origin } from '../model/origin.js';
import { at } from '../model/pointer.js';
import { problem, type Problem } from '../model/problem.js';
import { merge } from './merge.js';
import { MERGE_RULES } from './merge-rules.js';
import { itemsOf, member, membersOf, object, type Tree } from './tree.js';

/** What stands at a fragment's path. `broken`: it is there, and why it can't be used is told elsewhere. */
export type Fragment = Tree | 'missing' | 'outside' | 'broken';

export interface Inherited {
  readonly tree: Tree;
  /** Each file that took part → the places of `extends` over which it came, from the spec on. */
  readonly ways: ReadonlyMap<string, readonly Origin[]>;
  readonly problems: readonly Problem[];
}

/** Keeps what fragments come to, for as long as they don't change: hundreds of specs share a few of them. */
export class Inheritance {
  readonly #known = new Map<string, Inherited | null>();

  /** @param read a fragment by its path from the workspace's root */
  constructor(private readonly read: (file: string) => Fragment) {}

  /**
   * @param spec the file as it is written
   * @param base what every spec inherits, or null
   */
  of(spec: Tree, base: Tree | null): Inherited {
    return this.#over(spec, base, []);
  }

  #over(tree: Tree, base: Tree | null, open: readonly string[]): Inherited {
    const problems: Problem[] = [];
    const say = (found: Problem): void => void problems.push(found);
    const ways = new Map<string, readonly Origin[]>();
    let below = base;
    for (const item of pathsOf(tree)) {
      const inherited = this.#fragment(item, [...open, tree.origin.file], say);
      if (!inherited) continue;
      problems.push(...inherited.problems);
      for (const [file, way] of inherited.ways) if (!ways.has(file)) ways.set(file, [item.origin, ...way]);
      below = below ? merge(below, inherited.tree, MERGE_RULES, say) : inherited.tree;
    }
    return { tree: below ? merge(below, tree, MERGE_RULES, say) : tree, ways, problems };
  }

  #fragment(item: Tree, open: readonly string[], say: (found: Problem) => void): Inherited | null {
    const { file: from, pointer } = item.origin;
    const path = item.kind === 'leaf' && typeof item.value === 'string' ? item.value : null;
    // The schema tells what is wrong with the path of a spec, but never sees those of fragments.
    if (path === null || !/^[^/\\].*\.jsonc?$/u.test(path)) {
      say({ ...problem('extends-path', pointer, {}), file: from });
      return null;
    }
    const file = posix.join(posix.dirname(from), path);
    if (open.includes(file)) {
      const ring = [...open.slice(open.indexOf(file)), file].join(' → ');
      say({ ...problem('extends-ring', pointer, { ring }), file: from });
      return null;
    }
    const known = this.#known.get(file);
    if (known !== undefined) return known;
    const found = file === '..' || file.startsWith('../') ? 'outside' : this.read(file);
    if (found === 'outside')
      say({ ...problem('path-outside', pointer, { path, root: 'the workspace' }), file: from });
    if (found === 'missing') say({ ...problem('extends-missing', pointer, { path: file }), file: from });
    // Its own problems are told by whoever read it.
    if (found === 'broken')
      return { tree: object(new Map(), item.origin), ways: new Map([[file, []]]), problems: [] };
    if (typeof found === 'string') return null;
    const inherited = this.#over(found, null, [...open]);
    const own = { ...inherited, tree: bare(inherited.tree), ways: new Map([[file, []], ...inherited.ways]) };
    // What a ring left out depends on where it was entered.
    if (!own.problems.some(({ code }) => code === 'extends-ring')) this.#known.set(file, own);
    return own;
  }
}

/** What a fragment says about itself, and not about the images. */
function bare(tree: Tree): Tree {
  const members = new Map(membersOf(tree) ?? []);
  members.delete('extends');
  members.delete('$schema');
  return object(members, tree.origin);
}

function pathsOf(tree: Tree): readonly Tree[] {
  const paths = member(tree, 'extends');
  return paths ? (itemsOf(paths) ?? [paths]) : [];
}

/** What the workspace says for all its images, as the lowest layer: its `defaults`, and its `vars`. */
export function workspaceLayer(
  file: string,
  settings: { readonly defaults?: object; readonly vars?: object },
): Tree | null {
  const { defaults, vars } = settings;
  if (!defaults && !vars) return null;
  const leafOf = (value: unknown, ...keys: string[]): Tree => ({
    kind: 'leaf',
    value,
    origin: { file, pointer: at('', ...keys) },
  });
  const members = Object.entries(defaults ?? {}).map(
    ([key, value]) => [key, leafOf(value, 'defaults', key)] as const,
  );
  return object(new Map([...members, ...(vars ? [['vars', leafOf(vars, 'vars')] as const] : [])]), {
    file,
    pointer: '/defaults',
  });
}
