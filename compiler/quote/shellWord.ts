/** Words of a POSIX shell. */

import { type Quoted, unsayable } from './quoted.js';

/** One word in single quotes, in which a shell changes nothing. */
export function shellWord(value: string): Quoted {
  const problem = unsayable(value);
  return problem === undefined ? { text: `'${value.replaceAll("'", "'\\''")}'` } : { problem };
}
