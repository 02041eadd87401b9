/** Comments in Dockerfiles, shell scripts and Groovy. */

import { type Quoted, unsayable } from './quoted.js';

/**
 * One line of comment: `#` for Dockerfiles and shell, `//` for Groovy. What Docker could take for a parser
 * directive, were it on top, is a problem. `pragma` is for a comment right above an instruction: there `check=` is
 * a setting of BuildKit's linter and may stand.
 */
export function commentLine(text: string, opener: '#' | '//' = '#', pragma = false): Quoted {
  const problem = unsayable(text);
  if (problem !== undefined) return { problem };
  // Groovy takes U+FFFF for the end of the file, and silently leaves out what follows.
  if (/[^\P{Cc}\t]|[\u2028\u2029\uffff]/u.test(text)) {
    return { problem: 'A comment cannot hold line breaks or control characters; give it as several lines.' };
  }
  if (/[\u202a-\u202e\u2066-\u2069]/.test(text)) {
    return { problem: 'A comment cannot hold characters that turn the direction of writing.' };
  }
  const directive = /^\s*(syntax|escape|check)\s*=\s*\S/i.exec(text)?.[1]?.toLowerCase();
  if (opener === '#' && directive !== undefined && !(pragma && directive === 'check')) {
    return { problem: `A comment that begins with \`${directive}=\` is a directive of Docker's parser.` };
  }
  // Groovy replaces \uXXXX in comments too, and that may be a line break; a doubled backslash is not replaced.
  const safe = opener === '//' ? text.replace(/\\+(?=u)/g, '$&$&') : text;
  return { text: `${opener} ${safe}`.trimEnd() };
}
