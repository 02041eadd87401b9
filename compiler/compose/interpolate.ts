/** `${{ matrix.x }}`, `${{ vars.x }}` and `${{ image.x }}` in the strings of a spec. Only `$${{` yields `${{`. */

import type { Origin } from '../model/origin.js';
import { problem } from '../model/problem.js';
import type { Say } from './merge.js';
import { didYouMean } from '../diagnostics/suggest.js';
import { array, itemsOf, membersOf, object, type Leaf, type Reading, type Tree } from './tree.js';

/** A value by its name; its own text may hold `${{ … }}` where it is one of `vars`. */
export interface Named {
  readonly text: string;
  readonly origin: Origin | null;
}

export type Scope = Readonly<Record<'matrix' | 'vars' | 'image', ReadonlyMap<string, Named>>>;

export const OPENING = '${{';

/**
 * The tree with its strings and keys interpolated.
 * @param holds whether a file has any `${{` in it: what comes from the others is taken as it is
 */
export function interpolate(tree: Tree, scope: Scope, holds: (file: string) => boolean, say: Say): Tree {
  if (tree.kind === 'leaf') {
    if (!holds(tree.origin.file)) return tree;
    if (typeof tree.value === 'string') return interpolateLeaf(tree, tree.value, scope, say);
  }
  const items = itemsOf(tree);
  if (items)
    return array(
      items.map((item) => interpolate(item, scope, holds, say)),
      tree.origin,
    );
  const members = membersOf(tree);
  if (!members) return tree;
  const result = new Map<string, Tree>();
  for (const [key, below] of members) {
    const name = key.includes(OPENING) ? textOf(key, below.origin, scope, say, true).text : key;
    if (result.has(name))
      say({
        ...problem('duplicate-key', below.origin.pointer, { key: name }, true),
        file: below.origin.file,
      });
    result.set(name, interpolate(below, scope, holds, say));
  }
  return object(result, tree.origin);
}

function interpolateLeaf(tree: Leaf, value: string, scope: Scope, say: Say): Leaf {
  if (!value.includes(OPENING)) return tree;
  const { text, readings } = textOf(value, tree.origin, scope, say, false);
  return { ...tree, value: text, readings };
}

const EXPRESSION = /\$\$\{\{|\$\{\{([^{}]*)(\}\})?/gu;

/** The text with every expression replaced; one that means nothing is told and stays. */
export function textOf(
  value: string,
  origin: Origin,
  scope: Scope,
  say: Say,
  onKey: boolean,
  open: readonly string[] = [],
): { text: string; readings: Reading[] } {
  const readings: Reading[] = [];
  const wrong = (reason: string, advice: string): void =>
    say({ ...problem('interpolation', origin.pointer, { reason, advice }, onKey), file: origin.file });
  const text = value.replace(EXPRESSION, (whole, inner: string | undefined, end: string | undefined) => {
    if (inner === undefined) return OPENING;
    const [, kind = '', name = ''] = /^\s*(\w+)\.([\w-]+)\s*$/u.exec(inner) ?? [];
    if (end === undefined || name === '' || !isKind(kind)) {
      wrong(...misread(inner, end, kind));
      return whole;
    }
    const path = `${kind}.${name}`;
    const named = scope[kind].get(name);
    if (!named) {
      wrong(...unknown(kind, name, scope));
      return whole;
    }
    if (open.includes(path)) {
      wrong(
        `these refer to each other in a ring: ${[...open, path].join(' → ')}`,
        'Give one of them its value without the others.',
      );
      return whole;
    }
    const resolved =
      kind === 'vars' && named.origin && named.text.includes(OPENING)
        ? textOf(named.text, named.origin, scope, say, false, [...open, path]).text
        : named.text;
    readings.push({ name: path, value: resolved, origin: named.origin });
    return resolved;
  });
  return { text, readings };
}

function isKind(kind: string): kind is keyof Scope {
  return kind === 'matrix' || kind === 'vars' || kind === 'image';
}

function misread(inner: string, end: string | undefined, kind: string): [string, string] {
  if (end === undefined)
    return ['a `${{` is not closed by `}}`', 'Close it, or write `$${{` for this very text.'];
  const suggestion = kind === '' ? '' : didYouMean(kind, ['matrix', 'vars', 'image']);
  return [
    `\`\${{${inner}}}\` names nothing${suggestion}`,
    'Write `${{ matrix.AXIS }}`, `${{ vars.NAME }}` or `${{ image.name }}`; `$${{` for this very text.',
  ];
}

function unknown(kind: keyof Scope, name: string, scope: Scope): [string, string] {
  const names = [...scope[kind].keys()];
  const known = names.length > 0 ? `Known here: ${names.map((key) => `${kind}.${key}`).join(', ')}.` : '';
  const where = { matrix: 'State the axis in `matrix`.', vars: 'State it in `vars`.', image: '' }[kind];
  return [`no value is called "${kind}.${name}"${didYouMean(name, names)}`, known || where || 'Correct it.'];
}
