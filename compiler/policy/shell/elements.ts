/** What stands in a shell text, also inside of something else. */

import { commandIn } from './commands.js';
import { inlineText, isShell, runsStdin } from './interpreters.js';
import { parseShell, type Element, type List, type Word } from './parse.js';

/** A text in a text in a text: deeper than anybody writes. */
const DEEPEST = 5;

/** Every element: those in groups, in substitutions, and in texts that are given to a shell. */
export function* elementsOf(list: List, depth = 0): Generator<Element> {
  for (const element of list.flat()) {
    yield element;
    for (const inner of listsIn(element)) yield* elementsOf(inner, depth);
    for (const inner of textsIn(element, depth)) yield* elementsOf(inner, depth + 1);
  }
}

/** The lists of a group, and of the substitutions in words. */
export function listsIn({ inner, words, stdin }: Element): List[] {
  return [inner, ...[...words, ...stdin].flatMap(substitutedIn)];
}

export function substitutedIn({ substitutions, processes }: Word): List[] {
  return [...substitutions, ...processes];
}

/**
 * The texts that a shell is given: after `-c`, or as a heredoc. In a Dockerfile a heredoc without a command goes to
 * the shell too.
 */
export function textsIn(element: Element, depth: number): List[] {
  if (depth >= DEEPEST) return [];
  const command = commandIn(element);
  const readsHeredoc =
    (element.words.length === 0 && element.inner.length === 0) ||
    (isShell(command.name) && runsStdin(command));
  const inline = isShell(command.name) ? inlineText(command)?.text : undefined;
  const texts = [...(readsHeredoc ? element.heredocs : []), ...(inline === undefined ? [] : [inline])];
  return texts.map(parseShell);
}
