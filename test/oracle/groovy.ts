/** What Groovy 2.4, the version of Jenkins, reads in source text. */

import { fileURLToPath } from 'node:url';
import { javaEnvironment, run } from './build.js';

const SCRIPT = fileURLToPath(new URL('literals.groovy', import.meta.url));

/** Evaluates many expressions in one process; an expression that fails gives an Error. */
export function evaluateGroovy(expressions: readonly string[]): (string | Error)[] {
  if (expressions.length === 0) return [];
  // The lines are ASCII, so that no encoding of the platform stands between.
  const input = expressions.map((text) => JSON.stringify(text).replace(/[^ -~]/g, escape)).join('\n');
  return run('groovy', [SCRIPT], { input, env: javaEnvironment() })
    .toString()
    .split('\n')
    .slice(0, -1)
    .map((line) => (line.startsWith('!') ? new Error(line.slice(1)) : fromUnits(line)));
}

function escape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function fromUnits(line: string): string {
  return (line.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('');
}
