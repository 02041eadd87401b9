/**
 * A spec that is put together from several files: values, each of which knows where a person wrote it. What comes
 * from one file as a whole stays one leaf, so that a spec that inherits nothing costs nothing.
 */

import type { Origin } from '../model/origin.js';
import type { Pointer } from '../model/plan.js';
import { at, segmentsOf } from '../model/pointer.js';

/** A value as one file has it, with all that is below it. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly value: unknown;
  readonly origin: Origin;
  /** The variables that stood in it, e.g. `matrix.os`, where it is a string that was interpolated. */
  readonly readings?: readonly Reading[];
}

export interface Members {
  readonly kind: 'object';
  readonly members: ReadonlyMap<string, Tree>;
  readonly origin: Origin;
}

export interface Items {
  readonly kind: 'array';
  readonly items: readonly Tree[];
  readonly origin: Origin;
}

export type Tree = Leaf | Members | Items;

/** What `${{ name }}` stood for, and where that value was written (null: nowhere, as `image.variant`). */
export interface Reading {
  readonly name: string;
  readonly value: string;
  readonly origin: Origin | null;
}

export function leaf(value: unknown, file: string, pointer: Pointer = ''): Leaf {
  return { kind: 'leaf', value, origin: { file, pointer } };
}

/** The members of an object; null for anything else. */
export function membersOf(tree: Tree): ReadonlyMap<string, Tree> | null {
  if (tree.kind === 'object') return tree.members;
  const { value, origin } = tree as Leaf;
  if (tree.kind === 'array' || typeof value !== 'object' || value === null || Array.isArray(value))
    return null;
  return new Map(
    Object.entries(value).map(([key, below]) => [key, leaf(below, origin.file, at(origin.pointer, key))]),
  );
}

/** The items of an array; null for anything else. */
export function itemsOf(tree: Tree): readonly Tree[] | null {
  if (tree.kind === 'array') return tree.items;
  if (tree.kind === 'object' || !Array.isArray(tree.value)) return null;
  const { file, pointer } = tree.origin;
  return tree.value.map((below: unknown, index) => leaf(below, file, at(pointer, index)));
}

export function object(members: ReadonlyMap<string, Tree>, origin: Origin): Members {
  return { kind: 'object', members, origin };
}

export function array(items: readonly Tree[], origin: Origin): Items {
  return { kind: 'array', items, origin };
}

/** The plain value. A key `__proto__` is a key like any other. */
export function valueOf(tree: Tree): unknown {
  if (tree.kind === 'leaf') return tree.value;
  if (tree.kind === 'array') return tree.items.map(valueOf);
  // Objects without a prototype are several times slower to read.
  const value = (tree.members.has('__proto__') ? Object.create(null) : {}) as Record<string, unknown>;
  for (const [key, below] of tree.members) value[key] = valueOf(below);
  return value;
}

export interface Found {
  readonly origin: Origin;
  readonly readings: readonly Reading[];
}

/** Where the value at a pointer was written; of the nearest value around it where the pointer names nothing. */
export function find(tree: Tree, pointer: Pointer): Found {
  let here = tree;
  const segments = segmentsOf(pointer);
  for (const [index, segment] of segments.entries()) {
    if (here.kind === 'leaf') {
      const { file, pointer: top } = here.origin;
      return { origin: { file, pointer: at(top, ...segments.slice(index)) }, readings: here.readings ?? [] };
    }
    const below = here.kind === 'object' ? here.members.get(segment) : here.items[Number(segment)];
    if (!below) break;
    here = below;
  }
  return { origin: here.origin, readings: here.kind === 'leaf' ? (here.readings ?? []) : [] };
}

/** A member of an object, or undefined. */
export function member(tree: Tree, key: string): Tree | undefined {
  if (tree.kind === 'leaf') {
    const { value, origin } = tree;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return leaf((value as Record<string, unknown>)[key], origin.file, at(origin.pointer, key));
  }
  return tree.kind === 'object' ? tree.members.get(key) : undefined;
}
