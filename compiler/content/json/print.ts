import type { JsonValue, Style } from './document.js';

/** An array of plain values stands on one line where it is no longer than this. */
const WIDTH = 80;

/**
 * A new value as text.
 * @param indent of the line that it begins in
 * @param inline on one line, whatever it holds
 */
export function print(value: JsonValue, style: Style, indent: string, inline: boolean): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isEmpty(value)) return Array.isArray(value) ? '[]' : '{}';
  if (inline || fits(value, style, indent)) return onOneLine(value, style);
  const deeper = indent + style.unit;
  const items = Array.isArray(value)
    ? (value as readonly JsonValue[]).map((item) => print(item, style, deeper, false))
    : Object.entries(value).map(([key, item]) => member(key, print(item, style, deeper, false), style.colon));
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const { lineEnd } = style;
  return `${open}${items.map((item) => lineEnd + deeper + item).join(',')}${lineEnd}${indent}${close}`;
}

export function member(key: string, value: string, colon: string): string {
  return `${JSON.stringify(key)}${colon}${value}`;
}

function onOneLine(value: JsonValue, style: Style): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const comma = `,${style.gap}`;
  if (Array.isArray(value))
    return `[${(value as readonly JsonValue[]).map((item) => onOneLine(item, style)).join(comma)}]`;
  const members = Object.entries(value).map(([key, item]) =>
    member(key, onOneLine(item, style), style.colon),
  );
  return members.length === 0 ? '{}' : `{${style.pad}${members.join(comma)}${style.pad}}`;
}

function fits(value: object, style: Style, indent: string): boolean {
  if (!Array.isArray(value) || value.some((item) => typeof item === 'object' && item !== null)) return false;
  return indent.length + onOneLine(value as readonly JsonValue[], style).length <= WIDTH;
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
