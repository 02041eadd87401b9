/** What Docker makes of a value once its variables are known. */

import { scanDollar } from './dollar.js';
import { isProblem } from './quoted.js';

/** The value of a variable; null where it is not known before the build. */
export type Lookup = (name: string) => string | null;

/** The value with its variables replaced; null where one is not known, or in a form that only the builder expands. */
export function expandVariables(value: string, lookup: Lookup): string | null {
  const scan = scanDollar(value);
  if (isProblem(scan)) return null;
  const parts = scan.pieces.map((piece) =>
    'variable' in piece ? expandOne(piece.variable, lookup) : piece.literal,
  );
  return parts.includes(null) ? null : parts.join('');
}

/** `$X`, `${X}`, `${X:-word}` and `${X:+word}`, also without the colon. */
function expandOne(variable: string, lookup: Lookup): string | null {
  const match = /^\$(?:(\w+)|\{(\w+)(?:(:?[-+])([^\\]*))?\})$/su.exec(variable);
  if (!match) return null;
  const [, bare, braced = '', modifier, word = ''] = match;
  const value = lookup(bare ?? braced);
  if (modifier === undefined) return value;
  const isSet = value !== null && (value !== '' || !modifier.startsWith(':'));
  if (modifier.endsWith('-')) return isSet ? value : expandVariables(word, lookup);
  return isSet ? expandVariables(word, lookup) : '';
}
