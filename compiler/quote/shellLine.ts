/** A command as a string: the shell form of RUN, CMD, ENTRYPOINT and HEALTHCHECK. */

import { SPACE, startsHeredoc } from './heredoc.js';
import { physicalLine } from './limits.js';
import { type Escape, isProblem, type Quoted, unsayable } from './quoted.js';

export type ShellVerb = 'RUN' | 'CMD' | 'ENTRYPOINT' | 'HEALTHCHECK';

/**
 * The command as it is, or why Docker would not hand these very characters to the shell. Docker expands nothing
 * in it, but what it begins or ends with, and `<<`, may turn it into syntax. Blanks and tabs at its ends are lost,
 * which a shell would not have seen either.
 */
export function shellLine(value: string, verb: ShellVerb = 'RUN', escape: Escape = '\\'): Quoted {
  const problem = unsayable(value) ?? RULES.find(([bad]) => bad(value, verb, escape))?.[1];
  if (problem !== undefined) return { problem };
  const line = physicalLine(`${verb === 'HEALTHCHECK' ? 'HEALTHCHECK CMD' : verb} ${value}`);
  return isProblem(line) ? line : { text: value };
}

const RULES: readonly (readonly [(value: string, verb: ShellVerb, escape: Escape) => boolean, string])[] = [
  [(value) => value.trim() === '', 'It is empty.'],
  [
    (value) => /[\n\r]/.test(value),
    'It has a line break: one string is one line. Use `script`, or one string for each command.',
  ],
  // An even number is left alone by BuildKit of today, but not by older builders and buildah.
  [
    (value, _, escape) => value.trimEnd().endsWith(escape),
    'It ends with a backslash (or the escape character), so Docker would take the next line for a part of it.',
  ],
  [
    (value) => hasOddEdge(value),
    'It begins or ends with a blank other than a space or tab, which Docker removes.',
  ],
  // HEALTHCHECK's own flags end at its word CMD.
  [
    (value, verb) => verb !== 'HEALTHCHECK' && /^[ \t]*--/.test(value),
    'It begins with `--`, which Docker takes for a flag.',
  ],
  [
    isJsonArray,
    'It is a JSON array, which Docker takes for the exec form. Use an array instead of a string.',
  ],
  [
    (value, verb) => verb === 'RUN' && startsHeredoc(`RUN ${value}`),
    'Docker takes the `<<` in it for the start of a heredoc. Use `script`.',
  ],
];

/** Go trims more kinds of blanks than a shell knows. */
function hasOddEdge(value: string): boolean {
  const inner = value.replace(/^[ \t]+|[ \t]+$/g, '');
  return SPACE.test(inner.charAt(0)) || SPACE.test(inner.charAt(inner.length - 1));
}

/** An array of anything: of other things than strings Docker makes an error. */
function isJsonArray(value: string): boolean {
  if (!value.trimStart().startsWith('[')) return false;
  try {
    return Array.isArray(JSON.parse(value));
  } catch {
    return false;
  }
}
