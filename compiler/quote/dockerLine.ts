/** MAINTAINER, whose text Docker takes as it is. */

import { type Escape, hasBlankEdge, type Quoted, unsayable } from './quoted.js';

/** The rest of a line, in which nothing is expanded and no quote is taken off. */
export function dockerLine(value: string, escape: Escape = '\\'): Quoted {
  const problem = unsayable(value);
  if (problem !== undefined) return { problem };
  if (/[\n\r]/.test(value)) return { problem: 'A line break cannot be part of it.' };
  if (value === '' || hasBlankEdge(value))
    return { problem: 'It is empty, or begins or ends with a blank, which Docker removes.' };
  if (value.startsWith('--')) return { problem: 'It begins with `--`, which Docker takes for a flag.' };
  if (value.endsWith(escape))
    return { problem: 'It ends with a backslash, so Docker would take the next line for a part of it.' };
  return { text: value };
}
