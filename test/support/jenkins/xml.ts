/** Reads and writes XML for the stand-in. */
import { DOMParser, type Document, type Element, XMLSerializer } from '@xmldom/xmldom';

/** @returns null where it is no XML */
export function parseXml(text: string): Document | null {
  try {
    // Jenkins writes XML 1.1, which xmldom reads all the same.
    return new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') throw new Error(message);
      },
    }).parseFromString(text.replace(/^﻿/, ''), 'text/xml');
  } catch {
    return null;
  }
}

export function printXml(document: Document): string {
  const text = new XMLSerializer().serializeToString(document).replace(/^<\?xml[^>]*\?>\s*/, '');
  return `<?xml version='1.1' encoding='UTF-8'?>\n${text}`;
}

export function childrenOf(element: Element): Element[] {
  return [...element.childNodes].filter((node): node is Element => node.nodeType === 1);
}

export function child(element: Element | undefined, name: string): Element | undefined {
  return element && childrenOf(element).find(({ tagName }) => tagName === name);
}

/** The element at the end of a way of names. */
export function at(element: Element | undefined, ...names: string[]): Element | undefined {
  return names.reduce(child, element);
}

export function textAt(element: Element | undefined, ...names: string[]): string | undefined {
  return at(element, ...names)?.textContent ?? undefined;
}

/** Appends a child with a text, or with children. */
export function append(parent: Element, name: string, content: string | null = null): Element {
  const document = parent.ownerDocument;
  if (!document) throw new Error('an element without a document');
  const element = document.createElement(name);
  if (content !== null) element.appendChild(document.createTextNode(content));
  parent.appendChild(element);
  return element;
}
