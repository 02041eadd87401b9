/** Groovy string literals, for Groovy 2.4 as Jenkins runs it. */

import { hex } from './quoted.js';

const NAMED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

/**
 * A literal in single quotes, where `$` means nothing. All but printable ASCII is written `\uXXXX`: Jenkins may
 * decode a Jenkinsfile in the platform's encoding. Groovy replaces `\uXXXX` before it looks for tokens, so `\n`,
 * `'` and `\` never take that form; a doubled backslash in front keeps a `\u` of the value from being one.
 *
 * Throws for what `groovyProblem` names: call that first for text that a person wrote.
 */
export function groovy(value: string): string {
  const problem = groovyProblem(value);
  if (problem !== undefined) throw new RangeError(`groovyProblem was not asked first: ${problem}`);
  // Without the `u` flag both halves of a pair are escaped one by one, as Groovy wants them.
  return `'${value.replace(/[^ -~]|['\\]/g, (unit) => NAMED[unit] ?? `\\u${hex(unit)}`)}'`;
}

/** Why a value cannot be one Groovy literal, or undefined. */
export function groovyProblem(value: string): string | undefined {
  // The lexer takes U+FFFF for the end of the file, even when it is escaped.
  if (value.includes('\uffff')) return 'The character U+FFFF cannot be written in Groovy.';
  const bytes = constantBytes(value);
  return bytes > 65_535 ? `It has ${bytes} bytes; a string of a Jenkinsfile has at most 65535.` : undefined;
}

/** Bytes in a class file's constant: surrogates count three each, NUL two. */
function constantBytes(value: string): number {
  let bytes = 0;
  for (let index = 0; index < value.length; index += 1) {
    const unit = value.charCodeAt(index);
    bytes += unit === 0 || (unit > 0x7f && unit < 0x800) ? 2 : unit < 0x80 ? 1 : 3;
  }
  return bytes;
}
