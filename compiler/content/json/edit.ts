/**
 * Edits of a JSON text that touch nothing else of it: order, formatting, line ends, comments, numbers as they are
 * written, fields that nobody knows.
 *
 * The tree is jsonc-parser's; its `modify` is not used. It finds the first of two equal keys, where the last one
 * counts; formats whole lines anew, also what stands beside the edit; cuts the last element of an array up to a fixed
 * distance from the bracket, which leaves pieces; drops comments between neighbours; and moves nothing.
 */

import { applyEdits, type Edit, type Node } from 'jsonc-parser';
import type { Pointer } from '../../model/plan.js';
import { segmentsOf } from '../../model/pointer.js';
import { changesOf, type Change } from './difference.js';
import {
  childOf,
  find,
  itemsOf,
  parseDocument,
  propertiesOf,
  valueOf,
  type JsonDocument,
  type JsonValue,
  type Style,
} from './document.js';
import { insertItem, isInline, removeItem, takeItem } from './items.js';
import { print } from './print.js';
import { indentAt } from './trivia.js';

/** Pointers are those of RFC 6901; `-` as an index stands for the end of an array. */
export type JsonEdit =
  /**
   * Makes it this value: a member or an element that is there, or a new member. Objects around it are made where they
   * are missing. Of a value with members only those are touched that differ.
   */
  | { readonly op: 'set'; readonly pointer: Pointer; readonly value: JsonValue }
  | { readonly op: 'remove'; readonly pointer: Pointer }
  /** A new element before the one at that index. The array is made where it is missing and the index is `-` or 0. */
  | { readonly op: 'insert'; readonly pointer: Pointer; readonly value: JsonValue }
  /** Moves an element within its array, with the comment behind it. @param to its index afterwards */
  | { readonly op: 'move'; readonly pointer: Pointer; readonly to: number };

export type EditedJson = { readonly text: string } | { readonly problem: string };

/** A text with edits, each made on what the one before left. Without a change it is the same text. */
export function editJson(text: string, edits: readonly JsonEdit[]): EditedJson {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  let document = parseDocument(text.slice(mark.length));
  for (const edit of edits) {
    if ('problem' in document) return document;
    const edited = applied(document, edit);
    if ('problem' in edited) return edited;
    document = reparsed(edited.text, document.style);
  }
  return 'problem' in document ? document : { text: mark + document.text };
}

/** The value of a text; a problem where it is no JSON. */
export function readJson(text: string): { readonly value: JsonValue } | { readonly problem: string } {
  const document = parseDocument(text.replace(/^\uFEFF/u, ''));
  return 'problem' in document ? document : { value: valueOf(document.root) };
}

function applied(document: JsonDocument, edit: JsonEdit): EditedJson {
  const segments = segmentsOf(edit.pointer);
  if (edit.pointer !== '' && !edit.pointer.startsWith('/'))
    return { problem: `"${edit.pointer}" is no JSON pointer: it begins with no "/"` };
  const unwritable = 'value' in edit ? unwritableIn(edit.value) : null;
  if (unwritable !== null) return { problem: `${edit.pointer} can't become ${unwritable}` };
  if (edit.op === 'set') return set(document, segments, edit);
  if (edit.op === 'insert') return insert(document, segments, edit);
  const last = segments.at(-1);
  const container = find(document, parentOf(edit.pointer));
  const node = container && last !== undefined ? childOf(container, last) : undefined;
  if (!container || last === undefined || !node)
    return { problem: edit.pointer === '' ? 'the whole value stays' : `there is nothing at ${edit.pointer}` };
  if (edit.op === 'remove') return { text: remove(document, edit.pointer) };
  const count = itemsOf(container).length;
  if (container.type !== 'array') return { problem: `${edit.pointer} is no element of an array` };
  if (!Number.isInteger(edit.to) || edit.to < 0 || edit.to >= count)
    return { problem: `there is no place ${edit.to} in an array of ${count}` };
  return { text: move(document, parentOf(edit.pointer), Number(last), edit.to) };
}

function set(
  document: JsonDocument,
  segments: readonly string[],
  { pointer, value }: { readonly pointer: Pointer; readonly value: JsonValue },
): EditedJson {
  const existing = find(document, pointer);
  if (existing) return { text: made(document, changesOf(valueOf(existing), value, pointer)) };
  // The deepest value that is there, and what has to be made below it.
  let node = document.root;
  for (const [depth, segment] of segments.entries()) {
    const child = childOf(node, segment);
    if (child) {
      node = child;
      continue;
    }
    const above = pointerOf(segments.slice(0, depth));
    if (node.type === 'array' && segment === '-' && depth === segments.length - 1)
      return insert(document, segments, { pointer, value });
    if (node.type !== 'object') return { problem: missing(node.type, above, segment) };
    const whole = segments.slice(depth + 1).reduceRight<JsonValue>(wrapped, value);
    return { text: made(document, [{ kind: 'add', pointer: above, key: segment, value: whole }]) };
  }
  throw new Error('a pointer whose segments are all there names a value');
}

function insert(
  document: JsonDocument,
  segments: readonly string[],
  { pointer, value }: { readonly pointer: Pointer; readonly value: JsonValue },
): EditedJson {
  const above = parentOf(pointer);
  const last = segments.at(-1) ?? '';
  const array = find(document, above);
  if (!array && segments.length > 0 && (last === '-' || last === '0'))
    return set(document, segments.slice(0, -1), { pointer: above, value: [value] });
  if (!array || array.type !== 'array') return { problem: `there is no array at ${above}` };
  const count = itemsOf(array).length;
  const index = last === '-' ? count : /^(0|[1-9][0-9]*)$/u.test(last) ? Number(last) : NaN;
  if (!(index <= count)) return { problem: `there is no place "${last}" in an array of ${count}` };
  return { text: made(document, [{ kind: 'insert', pointer: above, index, value }]) };
}

function made(document: JsonDocument, changes: readonly Change[]): string {
  let current = document;
  for (const change of changes) {
    const text =
      change.kind === 'remove'
        ? remove(current, change.pointer)
        : applyEdits(current.text, editsOf(current, change));
    current = reparsed(text, document.style);
  }
  return current.text;
}

function editsOf(document: JsonDocument, change: Exclude<Change, { readonly kind: 'remove' }>): Edit[] {
  const node = there(document, change.pointer);
  const { value } = change;
  if (change.kind === 'add')
    return insertItem(document, node, itemsOf(node).length, { key: change.key, value });
  if (change.kind === 'insert') return insertItem(document, node, change.index, { key: null, value });
  const indent = indentAt(document.text, node.offset);
  const content = print(value, document.style, indent, isInline(document, node));
  return [{ offset: node.offset, length: node.length, content }];
}

/** Also what has the same key: it would come to light. */
function remove(document: JsonDocument, pointer: Pointer): string {
  const key = segmentsOf(pointer).at(-1) ?? '';
  const above = parentOf(pointer);
  const container = there(document, above);
  if (container.type === 'array')
    return applyEdits(document.text, removeItem(document, container, Number(key)));
  const count = propertiesOf(container, key).length;
  let current = document;
  for (let left = count; left > 0; left--) {
    const around = there(current, above);
    const index = itemsOf(around).indexOf(propertiesOf(around, key)[0] as Node);
    current = reparsed(applyEdits(current.text, removeItem(current, around, index)), document.style);
  }
  return current.text;
}

function move(document: JsonDocument, above: Pointer, from: number, to: number): string {
  if (from === to) return document.text;
  const array = there(document, above);
  const item = takeItem(document, array, from);
  const without = reparsed(applyEdits(document.text, removeItem(document, array, from)), document.style);
  return applyEdits(without.text, insertItem(without, there(without, above), to, item));
}

/** What we made ourselves is JSON, or we have a bug: better none than a broken file. */
function reparsed(text: string, style: Style): JsonDocument {
  const document = parseDocument(text, style);
  if ('problem' in document) throw new Error(`an edit has made no JSON: ${document.problem}`);
  return document;
}

function there(document: JsonDocument, pointer: Pointer): Node {
  const node = find(document, pointer);
  if (!node) throw new Error(`there is nothing at ${pointer}`);
  return node;
}

function parentOf(pointer: Pointer): Pointer {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
}

function pointerOf(segments: readonly string[]): Pointer {
  return segments.map((one) => `/${one.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** An object around a value; an array where the place is the end of one. */
function wrapped(value: JsonValue, key: string): JsonValue {
  if (key === '-') return [value];
  const object = Object.create(null) as Record<string, JsonValue>;
  object[key] = value;
  return object;
}

function missing(type: string, above: Pointer, segment: string): string {
  const place = above === '' ? 'the top' : above;
  return type === 'array'
    ? `there is no element ${segment} in the array at ${place}`
    : `${place} is no object, so "${segment}" can't be put into it`;
}

/** What JSON has no words for: it would become something else, silently. */
function unwritableIn(value: unknown): string | null {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : String(value);
  if (typeof value !== 'object') return typeof value;
  for (const item of Object.values(value)) {
    const found = unwritableIn(item);
    if (found !== null) return found;
  }
  return null;
}
