/** Finds a shell text that runs what it fetches. */

import { commandIn } from './commands.js';
import { inlineText, isInterpreter, isShell, runsStdin } from './interpreters.js';
import { parseShell, type Element, type List, type Word } from './parse.js';

export interface FetchedAndRun {
  readonly downloader: string;
  readonly interpreter: string;
}

/** A text in a text in a text: deeper than anybody writes. */
const DEEPEST = 5;

/** The first download that goes straight to an interpreter; null for none. */
export function fetchedAndRun(list: List, depth = 0): FetchedAndRun | null {
  for (const pipeline of list) {
    let downloader: string | null = null;
    for (const element of pipeline) {
      const interpreter = downloader === null ? null : interpreterOfStdin(element);
      if (downloader !== null && interpreter !== null) return { downloader, interpreter };
      const found = within(element, depth);
      if (found) return found;
      downloader ??= downloaderIn(element);
    }
  }
  return null;
}

function within(element: Element, depth: number): FetchedAndRun | null {
  const { words, stdin, heredocs, inner } = element;
  const direct = runsDownload(element);
  if (direct) return direct;
  for (const list of [inner, ...[...words, ...stdin].flatMap(listsOf)]) {
    const found = fetchedAndRun(list, depth);
    if (found) return found;
  }
  const command = commandIn(element);
  if (depth >= DEEPEST || !isShell(command.name)) return null;
  const texts = [...(runsStdin(command) ? heredocs : []), inlineText(command)?.text];
  for (const text of texts) {
    const found = text === undefined ? null : fetchedAndRun(parseShell(text), depth + 1);
    if (found) return found;
  }
  return null;
}

/** `bash <(curl …)`, `. <(curl …)`, `sh -c "$(curl …)"`, `eval "$(curl …)"`, `bash <<< "$(curl …)"`. */
function runsDownload(element: Element): FetchedAndRun | null {
  const command = commandIn(element);
  const { name, args } = command;
  const sources = name === '.' || name === 'source';
  const inline = name === 'eval' ? args : inlineText(command);
  const lists = [
    ...(sources || isInterpreter(name) ? args.flatMap(({ processes }) => processes) : []),
    ...[inline ?? []].flat().flatMap(({ substitutions }) => substitutions),
    ...(runsStdin(command) ? element.stdin.flatMap(listsOf) : []),
  ];
  const downloader = lists.map(downloaderOf).find((found) => found !== null);
  return downloader === undefined ? null : { downloader, interpreter: sources ? 'the shell' : name };
}

function listsOf({ substitutions, processes }: Word): List[] {
  return [...substitutions, ...processes];
}

function interpreterOfStdin(element: Element): string | null {
  const command = commandIn(element);
  if (runsStdin(command)) return command.name;
  for (const inner of element.inner.flat()) {
    const found = interpreterOfStdin(inner);
    if (found !== null) return found;
  }
  return null;
}

/** The program by which an element fetches what it writes out. */
function downloaderIn(element: Element): string | null {
  const { name } = commandIn(element);
  if (name === 'curl' || name === 'wget') return name;
  const passed = /^(?:echo|printf|cat)$/.test(name) ? element.words.flatMap(listsOf) : [];
  return [element.inner, ...passed].map(downloaderOf).find((found) => found !== null) ?? null;
}

function downloaderOf(list: List): string | null {
  for (const element of list.flat()) {
    const found = downloaderIn(element);
    if (found !== null) return found;
  }
  return null;
}
