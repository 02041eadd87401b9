import { diffArrays } from 'diff';
import { at } from '../../model/pointer.js';
import type { Pointer } from '../../model/plan.js';
import type { JsonValue } from './document.js';

/** A change of one value, member or element. Each is made on what the one before left. */
export type Change =
  | { readonly kind: 'replace'; readonly pointer: Pointer; readonly value: JsonValue }
  | { readonly kind: 'remove'; readonly pointer: Pointer }
  | { readonly kind: 'add'; readonly pointer: Pointer; readonly key: string; readonly value: JsonValue }
  | { readonly kind: 'insert'; readonly pointer: Pointer; readonly index: number; readonly value: JsonValue };

/** How one value becomes another with the smallest changes; the order of keys is not among them. */
export function changesOf(before: JsonValue, after: JsonValue, pointer: Pointer): Change[] {
  if (isSame(before, after)) return [];
  if (isObject(before) && isObject(after)) return memberChanges(before, after, pointer);
  if (Array.isArray(before) && Array.isArray(after))
    return elementChanges(before as readonly JsonValue[], after as readonly JsonValue[], pointer);
  return [{ kind: 'replace', pointer, value: after }];
}

export function isSame(one: JsonValue, other: JsonValue): boolean {
  if (Array.isArray(one) || Array.isArray(other))
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => isSame(item as JsonValue, other[index] as JsonValue))
    );
  if (!isObject(one) || !isObject(other)) return one === other;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(member(one, key), member(other, key)))
  );
}

type JsonObject = { readonly [key: string]: JsonValue };

function memberChanges(before: JsonObject, after: JsonObject, pointer: Pointer): Change[] {
  const changes: Change[] = [];
  for (const key of Object.keys(before))
    if (Object.hasOwn(after, key))
      changes.push(...changesOf(member(before, key), member(after, key), at(pointer, key)));
  for (const key of Object.keys(after))
    if (!Object.hasOwn(before, key)) changes.push({ kind: 'add', pointer, key, value: member(after, key) });
  // Last, so that what comes sees how those are written that go.
  for (const key of Object.keys(before))
    if (!Object.hasOwn(after, key)) changes.push({ kind: 'remove', pointer: at(pointer, key) });
  return changes;
}

/** A longer way from one array to the other is not looked for: then elements are replaced one by one. */
const LONGEST_WAY = 500;

function elementChanges(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  pointer: Pointer,
): Change[] {
  const parts = diffArrays([...before], [...after], {
    comparator: (one, other) => isSame(one, other),
    maxEditLength: LONGEST_WAY,
  }) ?? [
    { value: [...before], removed: true, added: false },
    { value: [...after], removed: false, added: true },
  ];
  const changes: Change[] = [];
  let index = 0;
  /** Elements that go, from `index` on, as long as it is not known what comes instead. */
  let going: readonly JsonValue[] = [];
  const settle = (coming: readonly JsonValue[]): void => {
    const pairs = Math.min(going.length, coming.length);
    for (let pair = 0; pair < pairs; pair++)
      changes.push(
        ...changesOf(going[pair] as JsonValue, coming[pair] as JsonValue, at(pointer, index + pair)),
      );
    for (let last = going.length - 1; last >= pairs; last--)
      changes.push({ kind: 'remove', pointer: at(pointer, index + last) });
    for (const [offset, value] of coming.slice(pairs).entries())
      changes.push({ kind: 'insert', pointer, index: index + pairs + offset, value });
    index += coming.length;
    going = [];
  };
  for (const { value, added, removed } of parts) {
    if (removed) {
      going = value;
      continue;
    }
    settle(added ? value : []);
    if (!added) index += value.length;
  }
  settle([]);
  return changes;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function member(object: JsonObject, key: string): JsonValue {
  return object[key] as JsonValue;
}
