import type { Comment } from '../dockerfile/ast.js';
import { commentLine, isProblem } from '../quote/index.js';
import type { Losses } from './report.js';

/** The lines of comments, as far as a spec may hold them. `onTop` is a stricter place: there, Docker looks for directives. */
export function commentLines(comments: readonly Comment[], losses: Losses, onTop = false): string[] {
  return comments.flatMap(({ text, line }) => {
    // A tab is a control character to a spec, and a blank to a reader.
    const spaced = text.replaceAll('\t', ' ').trimEnd();
    const said = commentLine(spaced, '#', !onTop);
    if (!isProblem(said)) return [spaced];
    losses.add('comment', line, said.problem);
    return [];
  });
}

/** The comments that stand directly above a line, and those with an empty line between. */
export function adjacent(comments: readonly Comment[], line: number): { apart: Comment[]; above: Comment[] } {
  let first = comments.length;
  for (let next = line; first > 0 && comments[first - 1]?.line === next - 1; next -= 1) first -= 1;
  return { apart: comments.slice(0, first), above: comments.slice(first) };
}
