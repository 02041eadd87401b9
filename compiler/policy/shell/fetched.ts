/** Finds a shell text that runs what it fetches. */

import { commandIn } from './commands.js';
import { listsIn, substitutedIn, textsIn } from './elements.js';
import { inlineText, isInterpreter, runsStdin } from './interpreters.js';
import type { Element, List } from './parse.js';

export interface FetchedAndRun {
  readonly downloader: string;
  readonly interpreter: string;
}

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
  const direct = runsDownload(element);
  if (direct) return direct;
  for (const list of listsIn(element)) {
    const found = fetchedAndRun(list, depth);
    if (found) return found;
  }
  for (const list of textsIn(element, depth)) {
    const found = fetchedAndRun(list, depth + 1);
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
    ...(runsStdin(command) ? element.stdin.flatMap(substitutedIn) : []),
  ];
  const downloader = lists.map(downloaderOf).find((found) => found !== null);
  return downloader === undefined ? null : { downloader, interpreter: sources ? 'the shell' : name };
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
  const passed = /^(?:echo|printf|cat)$/.test(name) ? element.words.flatMap(substitutedIn) : [];
  return [element.inner, ...passed].map(downloaderOf).find((found) => found !== null) ?? null;
}

function downloaderOf(list: List): string | null {
  for (const element of list.flat()) {
    const found = downloaderIn(element);
    if (found !== null) return found;
  }
  return null;
}
