/** config.xml: read tolerantly, changed in place, written so that Jenkins' parser takes every character. */
import { DOMParser, type Document, type Element, XMLSerializer } from '@xmldom/xmldom';

/** As Jenkins writes it: only XML 1.1 has a way to say most control characters. */
const DECLARATION = "<?xml version='1.1' encoding='UTF-8'?>\n";

/** Where nothing may be escaped. */
const VERBATIM = /(<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>)/u;

/** Control characters that XML 1.1 takes as references only, and line ends that a parser would normalize away. */
const REFERENCES = /[\u0001-\u0008\u000b-\u001f\u007f-\u009f\u2028]/gu;

/** What XML can't hold in any form: NUL, halves of pairs, and the two that are no characters. */
const IMPOSSIBLE =
  /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g;

/** The root of a config.xml; null where it can't be read without guessing. */
export function parseXml(text: string): Element | null {
  let faulty = false;
  try {
    const parser = new DOMParser({
      locator: false,
      onError: (level) => {
        if (level !== 'warning') faulty = true;
      },
      // The default would turn U+0085 and U+2028 into line ends, which XML 1.0 has as characters.
      normalizeLineEndings: (source) => source.replace(/\r\n?/gu, '\n'),
    });
    const root = parser.parseFromString(text, 'text/xml').documentElement;
    return faulty ? null : root;
  } catch {
    // The parser throws for what is no XML.
    return null;
  }
}

/** The whole document, also what stands beside its root. */
export function xmlText(root: Element): string {
  const nodes = [...(root.ownerDocument as Document).childNodes];
  const body = nodes
    .filter((node) => node.nodeName !== 'xml' && node.nodeValue?.trim() !== '')
    .map((node) => new XMLSerializer().serializeToString(node))
    .join('\n');
  return `${DECLARATION}${escaped(body)}\n`;
}

function escaped(text: string): string {
  return text
    .split(VERBATIM)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(REFERENCES, reference)))
    .join('');
}

function reference(character: string): string {
  return `&#x${character.charCodeAt(0).toString(16)};`;
}

/** A value as XML can hold it. */
export function holdable(value: string): string {
  return value.replace(IMPOSSIBLE, '\ufffd');
}

export function children(parent: Element, name?: string): Element[] {
  return [...parent.childNodes].filter(
    (node): node is Element => node.nodeType === 1 && (name === undefined || node.nodeName === name),
  );
}

/** The first element of a path below `parent`. */
export function find(parent: Element | null, ...path: readonly string[]): Element | null {
  return path.reduce<Element | null>((from, name) => (from && children(from, name)[0]) ?? null, parent);
}

/** Text of the first element of a path; null where there is none. */
export function textAt(parent: Element | null, ...path: readonly string[]): string | null {
  const text = find(parent, ...path)?.textContent ?? null;
  // A form of the web interface sends CR LF.
  return text?.replace(/\r\n/gu, '\n') ?? null;
}

/** The same, with blanks around it removed; null also where nothing is left. */
export function wordAt(parent: Element | null, ...path: readonly string[]): string | null {
  return textAt(parent, ...path)?.trim() || null;
}

export function isTrue(parent: Element | null, ...path: readonly string[]): boolean {
  return wordAt(parent, ...path) === 'true';
}

/** The first element of that path, made where it is missing. */
export function need(parent: Element, ...path: readonly string[]): Element {
  return path.reduce((from, name) => children(from, name)[0] ?? append(from, name), parent);
}

export function append(
  parent: Element,
  name: string,
  attributes: Readonly<Record<string, string>> = {},
): Element {
  const made = (parent.ownerDocument as Document).createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.appendChild(made);
  return made;
}

/** @param value null removes the element */
export function setText(parent: Element, name: string, value: string | null): void {
  if (value === null) {
    for (const element of children(parent, name)) parent.removeChild(element);
    return;
  }
  need(parent, name).textContent = holdable(value);
}

/** Elements with texts below `parent`, in this order. */
export function setTexts(parent: Element, texts: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(texts)) setText(parent, name, value);
}

/** Lines and depth for a person, where a tree was made without any white space. */
export function indent(element: Element, depth = 0): void {
  const below = children(element);
  if (below.length === 0) return;
  const document = element.ownerDocument as Document;
  for (const child of below) {
    element.insertBefore(document.createTextNode(`\n${'  '.repeat(depth + 1)}`), child);
    indent(child, depth + 1);
  }
  element.appendChild(document.createTextNode(`\n${'  '.repeat(depth)}`));
}
