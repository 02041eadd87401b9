/** Heredocs: files and scripts whose text stands in a Dockerfile. */

import { scanDollar } from './dollar.js';
import { isProblem, type Quoted, unsayable } from './quoted.js';

/** The word that opens a heredoc of COPY or ADD. In quotes Docker leaves its text as it is. */
export function heredocWord(name: string, expand: boolean): Quoted {
  if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name))
    return { problem: 'The name of a heredoc has letters, digits, `_`, `.` and `-` only.' };
  return { text: expand ? `<<${name}` : `<<"${name}"` };
}

/**
 * One line of a heredoc's text. Where Docker expands it, `$X` and `${X}` are variables, `$$` is a literal `$`, and
 * all else stands for itself. It always escapes with a backslash there.
 */
export function heredocText(line: string, name: string, expand: boolean): Quoted {
  const problem = unsayable(line);
  if (problem !== undefined) return { problem };
  if (/[\n\r]/.test(line)) return { problem: 'A line holds no line break. Make it two lines.' };
  if (line === name) return { problem: 'This line would end the heredoc. Give it another name.' };
  if (!expand) return { text: line };
  if (line.startsWith('\ufeff'))
    return { problem: 'Docker drops a byte order mark before a text that it expands.' };
  const scan = scanDollar(line);
  if (isProblem(scan)) return scan;
  const text = scan.pieces
    .map((piece) => ('variable' in piece ? piece.variable : piece.literal.replace(/[$\\]/g, '\\$&')))
    .join('');
  return { text };
}
