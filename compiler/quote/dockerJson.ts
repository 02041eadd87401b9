/** The exec form of RUN, CMD, ENTRYPOINT, HEALTHCHECK and SHELL. */

import { escapeUnseen, type Quoted, unsayable } from './quoted.js';

/** A JSON array on one physical line. Docker expands nothing in it. */
export function dockerJson(argv: readonly string[]): Quoted {
  for (const argument of argv) {
    const problem = unsayable(argument);
    if (problem !== undefined) return { problem };
  }
  return { text: `[${argv.map(jsonString).join(', ')}]` };
}

/** One JSON string without characters that a reader cannot see. */
export function jsonString(value: string): string {
  return escapeUnseen(JSON.stringify(value));
}
