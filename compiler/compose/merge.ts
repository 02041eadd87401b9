/**
 * Merges what a file says over what it inherits, field by field as the schema's `x-merge` says. An object may say
 * `null` for an inherited key it does without, and `{"$replace": …}` or `{"$remove": […], "$add": […]}` in place
 * of a list or object.
 */

import type { MergeRule } from '../model/merge-rule.js';
import { problem, type Problem } from '../model/problem.js';
import { packageName } from './package-name.js';
import { array, itemsOf, member, membersOf, object, valueOf, type Tree } from './tree.js';

export type Say = (found: Problem) => void;

/** `over` merged over `base`; neither is changed. Values of unexpected types replace, and the schema tells. */
export function merge(base: Tree, over: Tree, rule: MergeRule, say: Say): Tree {
  return merged(base, over, rule, say) ?? object(new Map(), over.origin);
}

const REPLACE: MergeRule = { rule: 'replace' };

/** Null where nothing is left. */
function merged(base: Tree | undefined, over: Tree, rule: MergeRule, say: Say): Tree | null {
  const replacement = member(over, '$replace');
  if (replacement) return replacement;
  if (rule.rule === 'byKey') return mergeObjects(base, over, rule, say);
  if (rule.rule === 'replace') return over;
  return mergeLists(base, over, rule, say);
}

function mergeObjects(base: Tree | undefined, over: Tree, rule: MergeRule, say: Say): Tree | null {
  const above = membersOf(over);
  if (!above) return over;
  const members = new Map((base && membersOf(base)) ?? []);
  for (const [key, value] of above) {
    if (key === '$remove') {
      for (const name of itemsOf(value) ?? [value]) {
        if (!members.delete(textOf(valueOf(name)) ?? '')) nothingToRemove(name, say);
      }
    } else if (value.kind === 'leaf' && value.value === null && !rule.nullIsValue) {
      if (!members.delete(key)) nothingToRemove(value, say);
    } else {
      const below = merged(members.get(key), value, rule.fields?.[key] ?? REPLACE, say);
      if (below) members.set(key, below);
      else members.delete(key);
    }
  }
  return object(members, over.origin);
}

function mergeLists(base: Tree | undefined, over: Tree, rule: MergeRule, say: Say): Tree | null {
  const inherited = (base && itemsOf(base)) ?? [];
  const removed = member(over, '$remove');
  const added = member(over, '$add');
  if (removed ?? added) {
    const kept = removed ? without(inherited, removed, rule, say) : inherited;
    const items = added ? united(kept, itemsOf(added) ?? [added], rule, say) : kept;
    return items.length === 0 ? null : array(items, over.origin);
  }
  const items = itemsOf(over);
  if (!items) return over;
  const list = united(inherited, items, rule, say);
  return list.length === 0 && items.length > 0 ? null : array(list, over.origin);
}

function without(list: readonly Tree[], names: Tree, rule: MergeRule, say: Say): readonly Tree[] {
  let kept = list;
  for (const name of itemsOf(names) ?? [names]) {
    const key = keyOf(name, rule, true);
    const rest = kept.filter((item) => key === null || keyOf(item, rule) !== key);
    if (rest.length === kept.length) nothingToRemove(name, say);
    kept = rest;
  }
  return kept;
}

/** Inherited items keep their places, also those that an item of the same key replaces. What a file says twice stays. */
function united(base: readonly Tree[], over: readonly Tree[], rule: MergeRule, say: Say): Tree[] {
  const list = [...base];
  const places = new Map<string, number>();
  for (const [index, item] of list.entries()) {
    const key = keyOf(item, rule);
    if (key !== null) places.set(key, index);
  }
  const gone = new Set<number>();
  for (const item of over) {
    const key = keyOf(item, rule);
    const place = key === null ? undefined : places.get(key);
    const removes = rule.rule !== 'union' && member(item, 'remove');
    if (removes && valueOf(removes) === true) {
      if (place === undefined) nothingToRemove(item, say);
      else gone.add(place);
    } else if (place === undefined) list.push(item);
    else {
      const inherited = list[place];
      list[place] =
        rule.rule === 'byName'
          ? (mergeObjects(inherited, item, { ...rule, rule: 'byKey' }, say) ?? item)
          : item;
    }
  }
  return list.filter((_, index) => !gone.has(index));
}

/** What makes two items the same one; null for an item that is like no other. */
function keyOf(item: Tree, { rule, packages }: MergeRule, named = false): string | null {
  const value = valueOf(item);
  if (rule === 'union') {
    const text = textOf(value);
    return packages ? text && packageName(text) : text && text.replace(/\/tcp$/u, '');
  }
  if (named && typeof value === 'string') return value;
  const id = member(item, rule === 'byName' ? 'name' : 'id');
  return id === undefined ? null : textOf(valueOf(id));
}

/** Null for what no name can be: objects, and whatever else a hostile file has in the place of one. */
function textOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function nothingToRemove({ origin }: Tree, say: Say): void {
  say({ ...problem('nothing-to-remove', origin.pointer, {}), file: origin.file });
}
