import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { diagnostic } from '../diagnostics/create.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { firstTooDeep } from './depth.js';
import { Document } from './document.js';
import { parsePlain } from './plain-json.js';

/** No field of a spec is nested deeper than a dozen levels; a parser that recurses must not meet more. */
const DEEPEST = 64;

export interface LoadedJson {
  readonly document: Document;
  /** Undefined where there are diagnostics. */
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses JSON (RFC 8259), or JSON with comments and trailing commas where `path` ends in `.jsonc`. */
export function parseJson(path: string, bytes: Uint8Array): LoadedJson {
  const text = decode(bytes);
  if (text === null) return failed(new Document(path, '', nothing), 'not-utf8');
  const plain = new Document(path, text, nothing);
  if (text.startsWith('\uFEFF')) return failed(plain, 'byte-order-mark');
  const lenient = path.endsWith('.jsonc');
  const quick = parsePlain(text, DEEPEST);
  if (quick) {
    const document = new Document(path, text, () => parseTree(text));
    return { document, value: quick.value, diagnostics: [] };
  }

  const tooDeep = firstTooDeep(text, DEEPEST);
  if (tooDeep !== -1)
    return {
      document: plain,
      value: undefined,
      diagnostics: [diagnostic('too-deep', { limit: DEEPEST }, plain.range(tooDeep, 1))],
    };

  const errors: ParseError[] = [];
  if (text.trim() === '')
    return {
      document: plain,
      value: undefined,
      diagnostics: [diagnostic('invalid-json', { reason: 'the file is empty' }, plain.range(0, 0))],
    };
  const root = parseTree(text, errors, { disallowComments: !lenient, allowTrailingComma: lenient });
  const document = new Document(path, text, () => root);
  const [first] = errors;
  if (first) return { document, value: undefined, diagnostics: [syntaxError(document, first)] };
  if (!root) throw new Error('a text without errors has a value');

  const diagnostics: Diagnostic[] = [];
  const value = toValue(root, document, diagnostics);
  return diagnostics.length > 0
    ? { document, value: undefined, diagnostics }
    : { document, value, diagnostics };
}

const nothing = (): undefined => undefined;

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function failed(document: Document, code: 'not-utf8' | 'byte-order-mark'): LoadedJson {
  return { document, value: undefined, diagnostics: [diagnostic(code, {}, document.range(0, 0))] };
}

function syntaxError(document: Document, error: ParseError): Diagnostic {
  const code = printParseErrorCode(error.error);
  const location = document.range(error.offset, error.length);
  if (code === 'InvalidCommentToken') return diagnostic('json-comment', {}, location);
  // "PropertyNameExpected" → "property name expected"
  const reason = code.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, ' ').toLowerCase();
  return diagnostic('invalid-json', { reason }, location);
}

/** The tree as plain values. Objects have no prototype, so that a key `__proto__` is a key like any other. */
function toValue(node: Node, document: Document, diagnostics: Diagnostic[]): unknown {
  if (node.type === 'array')
    return (node.children ?? []).map((child) => toValue(child, document, diagnostics));
  if (node.type === 'string') return checkText(node, document, diagnostics);
  if (node.type === 'number') return checkNumber(node, document, diagnostics);
  if (node.type !== 'object') return node.value as unknown;
  const object = Object.create(null) as Record<string, unknown>;
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (!key || !value) continue;
    const name = checkText(key, document, diagnostics);
    if (name in object)
      diagnostics.push(diagnostic('duplicate-key', { key: name }, document.range(key.offset, key.length)));
    object[name] = toValue(value, document, diagnostics);
  }
  return object;
}

function checkText(node: Node, document: Document, diagnostics: Diagnostic[]): string {
  const text = node.value as string;
  const what = unusable(text);
  if (what !== null)
    diagnostics.push(diagnostic('unusable-character', { what }, document.range(node.offset, node.length)));
  return text;
}

/** What no target of ours can hold. Groovy 2.4 takes U+FFFF, which is no character, for the end of the file. */
function unusable(text: string): string | null {
  if (text.includes('\0')) return 'a NUL character';
  if (!text.isWellFormed()) return 'half of a surrogate pair';
  return text.includes('\uFFFF') ? 'U+FFFF, which is no character' : null;
}

/** A number that was rounded would come out as another one than was written. */
function checkNumber(node: Node, document: Document, diagnostics: Diagnostic[]): number {
  const value = node.value as number;
  const rounded = Number.isInteger(value) ? !Number.isSafeInteger(value) : !Number.isFinite(value);
  if (rounded) {
    const number = document.text.slice(node.offset, node.offset + node.length);
    diagnostics.push(diagnostic('number-precision', { number }, document.range(node.offset, node.length)));
  }
  return value;
}
