import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Pointer } from '../../model/plan.js';
import { segmentsOf } from '../../model/pointer.js';
import { hasLineEnd, isBlank } from './trivia.js';

export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** How a text is written, so that what is added looks like the rest. */
export interface Style {
  readonly lineEnd: string;
  /** One level of indentation. */
  readonly unit: string;
  /** The whole value stands on one line. */
  readonly oneLine: boolean;
  /** Between a key and its value, such as `: `. */
  readonly colon: string;
  /** Behind a comma on the same line. */
  readonly gap: string;
  /** Inside the braces of an object that stands on one line. */
  readonly pad: string;
}

/** A JSON text with its tree; comments and trailing commas are let through: whether they may be is not asked here. */
export interface JsonDocument {
  readonly text: string;
  readonly root: Node;
  readonly style: Style;
}

/** No field of a spec is nested deeper than a dozen levels; a parser that recurses must not meet thousands. */
const DEEPEST = 100;

/** @param style of what the text was made from, where it is known */
export function parseDocument(text: string, style?: Style): JsonDocument | { readonly problem: string } {
  if (isTooDeep(text)) return { problem: `it is nested more than ${DEEPEST} levels deep` };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: false, allowTrailingComma: true });
  const [first] = errors;
  if (!first && root) return { text, root, style: style ?? styleOf(text, root) };
  const before = text.slice(0, first?.offset ?? 0).split(/\r\n|\n|\r/u);
  // "PropertyNameExpected" → "property name expected"
  const code = first ? printParseErrorCode(first.error) : 'ValueExpected';
  const reason = code.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, ' ').toLowerCase();
  return {
    problem: `it is no valid JSON (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${reason})`,
  };
}

/** The value that a pointer names; of keys that stand twice the last one counts, as everywhere. */
export function find({ root }: JsonDocument, pointer: Pointer): Node | undefined {
  let node: Node | undefined = root;
  for (const segment of segmentsOf(pointer)) node = node && childOf(node, segment);
  return node;
}

export function childOf(node: Node, segment: string): Node | undefined {
  if (node.type === 'array')
    return /^(0|[1-9][0-9]*)$/u.test(segment) ? node.children?.[Number(segment)] : undefined;
  return propertiesOf(node, segment).at(-1)?.children?.[1];
}

/** All members of an object with this key. */
export function propertiesOf(node: Node, key: string): Node[] {
  if (node.type !== 'object') return [];
  return (node.children ?? []).filter((property) => property.children?.[0]?.value === key);
}

/** What stands in an object or array: its members or elements. */
export function itemsOf(container: Node): readonly Node[] {
  return container.children ?? [];
}

export function endOf(node: Node): number {
  return node.offset + node.length;
}

/** The tree as plain values; a key `__proto__` is a key like any other. */
export function valueOf(node: Node): JsonValue {
  if (node.type === 'array') return itemsOf(node).map(valueOf);
  if (node.type !== 'object') return node.value as JsonValue;
  const object: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>;
  for (const { children: [key, value] = [] } of itemsOf(node))
    if (key && value) object[key.value as string] = valueOf(value);
  return object;
}

/** Follows jsonc-parser's scanner in what it makes of broken text: a string ends with its line. */
const BRACKET = /"(?:[^"\\\n\r]|\\.)*"?|\/\/[^\n\r]*|\/\*[^]*?(?:\*\/|$)|[[\]{}]/gu;

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(BRACKET))
    if (token === '{' || token === '[') {
      if (++depth > DEEPEST) return true;
    } else if (token === '}' || token === ']') depth--;
  return false;
}

function styleOf(text: string, root: Node): Style {
  const whole = text.slice(root.offset, endOf(root));
  const property = firstNode(root, (node) => node.type === 'property');
  const written = firstOf(root, (node) => gapIn(text, node));
  const colon = property ? colonOf(text, property) : written === '' ? ':' : ': ';
  const spaced = colon.endsWith(' ');
  return {
    lineEnd: /\r\n|\n|\r/u.exec(text)?.[0] ?? '\n',
    unit: /(?:\r\n|\n|\r)([ \t]+)(?=[^\s])/u.exec(whole)?.[1] ?? '  ',
    oneLine: itemsOf(root).length > 0 && !hasLineEnd(whole),
    colon,
    gap: written ?? (spaced ? ' ' : ''),
    pad: firstOf(root, (node) => padIn(text, node)) ?? (spaced ? ' ' : ''),
  };
}

/** Blanks between the first two things that stand on one line. */
function gapIn(text: string, node: Node): string | null {
  const [one, other] = node.type === 'property' ? [] : itemsOf(node);
  const between = one && other ? text.slice(endOf(one), other.offset) : '';
  return /^,[ \t]*$/u.test(between) ? between.slice(1) : null;
}

/** Blanks inside the braces of an object that stands on one line. */
function padIn(text: string, node: Node): string | null {
  const [first] = node.type === 'object' ? itemsOf(node) : [];
  if (!first || hasLineEnd(text.slice(node.offset, endOf(node)))) return null;
  const pad = text.slice(node.offset + 1, first.offset);
  return isBlank(pad) ? pad : null;
}

/** What stands between the key and the value of a member, where that is no comment. */
export function colonOf(text: string, { children: [key, value] = [] }: Node): string {
  const between = key && value ? text.slice(endOf(key), value.offset) : '';
  return /^[ \t]*:[ \t]*$/u.test(between) ? between : ': ';
}

function firstNode(node: Node, isWanted: (node: Node) => boolean): Node | null {
  return firstOf(node, (one) => (isWanted(one) ? one : null));
}

function firstOf<T>(node: Node, look: (node: Node) => T | null): T | null {
  let found = look(node);
  for (const child of itemsOf(node)) {
    if (found !== null) break;
    found = firstOf(child, look);
  }
  return found;
}
