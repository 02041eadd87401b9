/** Parser directives of a Dockerfile. */

import { type Quoted, unsayable } from './quoted.js';

/** `# syntax=VALUE`. The value ends with its line; what is cut off at its ends would be another value. */
export function dockerDirective(name: 'syntax' | 'escape' | 'check', value: string): Quoted {
  const problem = unsayable(value);
  if (problem !== undefined) return { problem };
  if (value === '' || /[\s\p{Cc}\u2028\u2029]/u.test(value))
    return { problem: 'A directive of a Dockerfile holds no blanks and no line breaks.' };
  return { text: `# ${name}=${value}` };
}
