/** Text as XML 1.0 can hold it, so that a parser gives it back. The one place that quotes for XML in reports. */

/** What XML 1.0 can't hold in any form: https://www.w3.org/TR/xml/#charsets */
const IMPOSSIBLE =
  /[\0-\u0008\u000b\u000c\u000e-\u001f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g;

// A line end of Windows would be read back as one character, and in an attribute every blank as a blank.
const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Between tags. */
export function xmlText(text: string): string {
  return holdable(text).replace(/[&<>\r]/g, reference);
}

/** ` name="value"`. */
export function xmlAttribute(name: string, value: string | number): string {
  return ` ${name}="${holdable(String(value)).replace(/[&<>"\t\n\r]/g, reference)}"`;
}

function holdable(text: string): string {
  return text.replace(IMPOSSIBLE, '\ufffd');
}

function reference(character: string): string {
  return REFERENCES[character] ?? character;
}
