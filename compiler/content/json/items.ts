/** Members and elements added to objects and arrays, and taken out, with as little of the text touched as can be. */

import type { Edit, Node } from 'jsonc-parser';
import { colonOf, endOf, itemsOf, type JsonDocument, type JsonValue } from './document.js';
import { member, print } from './print.js';
import {
  commaAfter,
  hasLineEnd,
  indentAt,
  isBlank,
  isLineEnd,
  lineEndBefore,
  lineStart,
  skipBlanks,
  tailEnd,
} from './trivia.js';

/** What is added: a value, or a text that has stood in this document before, with its comment. */
export type Item =
  | { readonly key: string | null; readonly value: JsonValue }
  | { readonly raw: string; readonly comment: string };

/** Adds before the item at `index`, or behind the last. */
export function insertItem(document: JsonDocument, container: Node, index: number, item: Item): Edit[] {
  const items = itemsOf(container);
  if (items.length === 0) return insertFirst(document, container, item);
  const { text, style } = document;
  const isLast = index >= items.length;
  const beside = isLast ? items.length - 1 : index;
  const neighbour = items[beside] as Node;
  const end = endOf(neighbour);
  const comma = isLast ? commaAfter(text, end) : -1;
  if (!isOnOwnLine(text, container, beside)) {
    const added = shown(item, document, container, indentAt(text, neighbour.offset), true);
    if (!isLast) return [at(neighbour.offset, `${added.text},${added.comment}${style.gap}`)];
    // A comma behind the last item is the way of this text: it stays so.
    return comma === -1
      ? [at(end, `,${style.gap}${added.text}${added.comment}`)]
      : [at(comma + 1, `${style.gap}${added.text},${added.comment}`)];
  }
  const before = isLast ? (comma === -1 ? end : comma + 1) : gapStart(text, container, index);
  const place = tailEnd(text, before);
  const endsLine = isLineEnd(text, skipBlanks(text, place));
  const indent = indentAt(text, neighbour.offset);
  const added = shown(item, document, container, indent, false, !endsLine);
  const newLine = `${style.lineEnd}${indent}${added.text}`;
  if (!isLast || comma !== -1) return [at(place, `${newLine},${added.comment}`)];
  return place === end
    ? [at(end, `,${newLine}${added.comment}`)]
    : [at(end, ','), at(place, `${newLine}${added.comment}`)];
}

/** Takes an item out, with its comma and the comment behind it; other comments stay. */
export function removeItem({ text }: JsonDocument, container: Node, index: number): Edit[] {
  const items = itemsOf(container);
  const item = items[index] as Node;
  const end = endOf(item);
  const comma = commaAfter(text, end);
  const line = wholeLine(text, item);
  const inside = { start: container.offset + 1, end: endOf(container) - 1 };
  if (items.length === 1) {
    const start = line?.start ?? item.offset;
    const behind = line?.end ?? (comma === -1 ? end : comma + 1);
    if (isBlank(text.slice(inside.start, start)) && isBlank(text.slice(behind, inside.end)))
      return [cut(inside.start, inside.end)];
  }
  const before = index === 0 ? -1 : commaAfter(text, endOf(items[index - 1] as Node));
  // The last item takes the comma before it along, unless it has one itself.
  const spare = comma === -1 && before !== -1 ? [cut(before, before + 1)] : [];
  if (line) return [...spare, cut(line.start, line.end)];
  const next = items[index + 1];
  if (next && comma !== -1 && isBlank(text.slice(end, comma)) && isBlank(text.slice(comma + 1, next.offset)))
    return [cut(item.offset, next.offset)];
  if (!next && before !== -1 && isBlank(text.slice(before + 1, item.offset)))
    return comma === -1
      ? [cut(before, end)]
      : isBlank(text.slice(end, comma))
        ? [cut(before + 1, comma + 1)]
        : [cut(before + 1, end), cut(comma, comma + 1)];
  return [...spare, cut(item.offset, end), ...(comma === -1 ? [] : [cut(comma, comma + 1)])];
}

/** An item's own text, and the comment that goes with it. */
export function takeItem({ text }: JsonDocument, container: Node, index: number): Item {
  const item = itemsOf(container)[index] as Node;
  const end = endOf(item);
  const line = wholeLine(text, item);
  const comma = commaAfter(text, end);
  const parts = !line
    ? []
    : comma === -1
      ? [text.slice(end, line.end)]
      : [text.slice(end, comma), text.slice(comma + 1, line.end)];
  const comment = parts.map((part) => part.trim()).filter((part) => part !== '');
  return { raw: text.slice(item.offset, end), comment: comment.join(' ') };
}

function insertFirst(document: JsonDocument, container: Node, item: Item): Edit[] {
  const { text, style } = document;
  const { lineEnd, unit } = style;
  const [start, end] = [container.offset + 1, endOf(container) - 1];
  const inside = text.slice(start, end);
  const indent = indentAt(text, container.offset);
  const isLong = container.type === 'object' || isLarge(item);
  const broken = hasLineEnd(inside) || (isLong && !isInline(document, container));
  const first = start + inside.length - inside.trimStart().length;
  // Below a comment that has a line of its own.
  const deeper = first < end && hasLineEnd(text.slice(start, first)) ? indentAt(text, first) : indent + unit;
  const added = shown(item, document, container, broken ? deeper : indent, !broken);
  const shownItem = `${added.text}${added.comment}`;
  if (isBlank(inside)) {
    const pad = container.type === 'object' ? style.pad : '';
    const content = broken
      ? `${lineEnd}${deeper}${shownItem}${lineEnd}${indent}`
      : `${pad}${shownItem}${pad}`;
    return [{ offset: start, length: inside.length, content }];
  }
  const behind = start + inside.trimEnd().length;
  if (!broken) return [at(behind, ` ${shownItem}`)];
  const close = hasLineEnd(text.slice(behind, end)) ? '' : `${lineEnd}${indent}`;
  return [at(behind, `${lineEnd}${deeper}${shownItem}${close}`)];
}

/** The text of an item, and its comment, which stands behind the comma. */
function shown(
  item: Item,
  { text, style }: JsonDocument,
  container: Node,
  indent: string,
  inline: boolean,
  isFollowed = inline,
): { readonly text: string; readonly comment: string } {
  if ('raw' in item) {
    // A comment to the end of the line would swallow what follows on it.
    const comment = isFollowed ? asBlocks(item.comment) : item.comment;
    return { text: item.raw, comment: comment === '' ? '' : ` ${comment}` };
  }
  const value = print(item.value, style, indent, inline);
  if (item.key === null) return { text: value, comment: '' };
  const sibling = itemsOf(container).at(-1);
  return { text: member(item.key, value, sibling ? colonOf(text, sibling) : style.colon), comment: '' };
}

function asBlocks(comment: string): string {
  return comment.replace(
    /^((?:\/\*[^]*?\*\/|\s)*)\/\/(.*)$/u,
    (_, before: string, words: string) => `${before}/*${words.replaceAll('*/', '* /')} */`,
  );
}

/** Whether an item begins a line of its own, as seen from the bracket or comma before it. */
function isOnOwnLine(text: string, container: Node, index: number): boolean {
  const item = itemsOf(container)[index];
  return item !== undefined && hasLineEnd(text.slice(gapStart(text, container, index), item.offset));
}

function gapStart(text: string, container: Node, index: number): number {
  const before = itemsOf(container)[index - 1];
  return before ? commaAfter(text, endOf(before)) + 1 : container.offset + 1;
}

/** Whether a value stands among others on one line. */
export function isInline({ text, style }: JsonDocument, value: Node): boolean {
  if (style.oneLine) return true;
  const item = value.parent?.type === 'property' ? value.parent : value;
  const around = item.parent;
  return around !== undefined && !isOnOwnLine(text, around, itemsOf(around).indexOf(item));
}

function isLarge(item: Item): boolean {
  return 'raw' in item
    ? hasLineEnd(item.raw)
    : typeof item.value === 'object' && item.value !== null && Object.keys(item.value).length > 0;
}

/** The lines of an item that shares them with nothing, from the line end before to the one behind, which stays. */
function wholeLine(text: string, item: Node): { readonly start: number; readonly end: number } | null {
  const start = lineStart(text, item.offset);
  if (start === 0 || skipBlanks(text, start) !== item.offset) return null;
  const comma = commaAfter(text, endOf(item));
  const end = skipBlanks(text, tailEnd(text, comma === -1 ? endOf(item) : comma + 1));
  return isLineEnd(text, end) ? { start: lineEndBefore(text, start), end } : null;
}

function at(offset: number, content: string): Edit {
  return { offset, length: 0, content };
}

function cut(start: number, end: number): Edit {
  return { offset: start, length: end - start, content: '' };
}
