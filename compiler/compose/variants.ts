/** One tree for each combination of a matrix, and for every image its strings interpolated. */

import type { Origin } from '../model/origin.js';
import { problem, type Problem } from '../model/problem.js';
import type { MatrixSpec } from '../model/spec.js';
import { combinations, matches, type Combination } from './combinations.js';
import { interpolate, OPENING, textOf, type Named, type Scope } from './interpolate.js';
import { merge, type Say } from './merge.js';
import { MERGE_RULES } from './merge-rules.js';
import { find, itemsOf, member, membersOf, object, valueOf, type Tree } from './tree.js';

export interface Variant {
  /** Null where the spec gives one image. */
  readonly name: string | null;
  readonly tree: Tree;
  readonly problems: readonly Problem[];
}

/** What names a variant, and with it a folder and a part of a Jenkins job's name. */
const VARIANT = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/u;

/**
 * The images of a spec.
 * @param tree the spec with all that it inherits
 * @param matrix its `matrix`, where there is one that fits the schema
 * @param holds whether a file has any `${{` in it
 */
export function variantsOf(
  tree: Tree,
  matrix: MatrixSpec | null,
  holds: (file: string) => boolean,
): { variants: Variant[]; problems: readonly Problem[] } {
  if (!matrix) return { variants: [variant(null, tree, {}, tree, holds)], problems: [] };
  const { combinations: all, problems } = combinations(matrix);
  if (problems.length > 0) return { variants: [], problems };
  const variants = all.map((combination) => {
    const found: Problem[] = [];
    const say: Say = (one) => void found.push(one);
    const name = nameOf(matrix, combination, tree, say);
    let own = tree;
    for (const [index, { when }] of (matrix.overrides ?? []).entries()) {
      if (!matches(combination, when)) continue;
      const spec = ['matrix', 'overrides', String(index), 'spec'].reduce(below, tree);
      for (const key of NOT_OVERRIDDEN) if (member(spec, key)) say(misplaced(member(spec, key) ?? spec, key));
      own = merge(own, spec, MERGE_RULES, say);
    }
    const done = variant(name, own, combination, tree, holds);
    return { ...done, problems: [...found, ...done.problems] };
  });
  return { variants, problems: [...sameNames(variants)] };
}

/** What makes the variants, and so can't depend on one. */
const NOT_OVERRIDDEN = ['extends', 'matrix'] as const;

function misplaced({ origin }: Tree, key: string): Problem {
  return { ...problem('override-field', origin.pointer, { key }, true), file: origin.file };
}

function below(tree: Tree, key: string): Tree {
  const next = member(tree, key) ?? itemsOf(tree)?.[Number(key)];
  if (!next) throw new Error(`the matrix has no ${key}`);
  return next;
}

function variant(
  name: string | null,
  tree: Tree,
  combination: Combination,
  whole: Tree,
  holds: (file: string) => boolean,
): Variant {
  const problems: Problem[] = [];
  const say: Say = (found) => void problems.push(found);
  const said = membersOf(tree);
  // What is no object at all is for the schema to tell.
  if (!said) return { name, tree, problems };
  const members = new Map(said);
  members.delete('matrix');
  const vars = members.get('vars');
  members.delete('vars');
  const without = members.size === said.size ? tree : object(members, tree.origin);
  const scope = scopeOf(members.get('name'), {
    matrix: matrixValues(combination, whole),
    vars: varsOf(vars),
    image: new Map(name === null ? [] : [['variant', { text: name, origin: null }]]),
  });
  // `vars` stays in the value, as it is written: the schema looks at it.
  const done = interpolate(without, scope, holds, say);
  const complete = vars ? object(new Map([...(membersOf(done) ?? []), ['vars', vars]]), tree.origin) : done;
  return { name, tree: complete, problems };
}

/** `image.name` may be interpolated itself, by all but `image.name`. */
function scopeOf(name: Tree | undefined, scope: Scope): Scope {
  if (name?.kind !== 'leaf' || typeof name.value !== 'string') return scope;
  // Its problems are told where it stands.
  const { text } = textOf(name.value, name.origin, scope, () => {}, false);
  return { ...scope, image: new Map([...scope.image, ['name', { text, origin: name.origin }]]) };
}

function matrixValues(combination: Combination, tree: Tree): Map<string, Named> {
  return new Map(
    Object.entries(combination).map(([axis, text]) => {
      const value = valueIn(tree, axis, text);
      return [axis, { text, origin: (value ?? tree).origin }];
    }),
  );
}

/** Where a value of an axis is listed; undefined where `include` brings it. */
function valueIn(tree: Tree, axis: string, text: string): Tree | undefined {
  const values = ['matrix', 'axes', axis].reduce<Tree | undefined>(
    (place, key) => place && member(place, key),
    tree,
  );
  return values && (itemsOf(values)?.find((item) => valueOf(item) === text) ?? values);
}

function varsOf(vars: Tree | undefined): Map<string, Named> {
  const names = new Map<string, Named>();
  for (const [name, value] of (vars && membersOf(vars)) ?? [])
    if (value.kind === 'leaf' && typeof value.value === 'string')
      names.set(name, { text: value.value, origin: value.origin });
  return names;
}

/** The value of the only axis, or what `matrix.name` says. */
function nameOf(matrix: MatrixSpec, combination: Combination, tree: Tree, say: Say): string {
  const axes = Object.keys(matrix.axes);
  const template = matrix.name ?? (axes.length === 1 ? `\${{ matrix.${axes[0] ?? ''} }}` : '');
  const pointer = matrix.name === undefined ? '/matrix' : '/matrix/name';
  const origin: Origin = find(tree, pointer).origin;
  if (template === '') {
    say({
      ...problem('missing-key', origin.pointer, {
        key: 'name',
        what: 'With more than one axis the variants need a name that holds their values, such as `${{ matrix.a }}-${{ matrix.b }}`.',
      }),
      file: origin.file,
    });
    return '';
  }
  const scope: Scope = { matrix: matrixValues(combination, tree), vars: new Map(), image: new Map() };
  const name = template.includes(OPENING) ? textOf(template, origin, scope, say, false).text : template;
  if (!VARIANT.test(name) || name.length > 100)
    say({ ...problem('variant-name', origin.pointer, { name }), file: origin.file });
  return name;
}

/** On some file systems two names that differ by case only are one folder. */
function* sameNames(variants: readonly Variant[]): Iterable<Problem> {
  const seen = new Map<string, string>();
  for (const { name } of variants) {
    if (name === null || name === '') continue;
    const other = seen.get(name.toLowerCase());
    if (other !== undefined) yield problem('variant-twice', '/matrix', { name, other });
    seen.set(name.toLowerCase(), name);
  }
}
