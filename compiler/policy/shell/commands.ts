/** Commands as they run: without the words around them that only say how. */

import type { Element, Word } from './parse.js';

export interface Command {
  /** The program's name, without its folder; '' for none. */
  readonly name: string;
  readonly args: readonly Word[];
}

const KEYWORDS = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', '!', 'time']);

/** Programs that run another: which of their options take a word, and how many words stand before that program. */
const RUNNERS: Readonly<Record<string, { readonly options: RegExp; readonly words: number }>> = {
  sudo: { options: /^-[ugpCThRU]$/, words: 0 },
  doas: { options: /^-[uC]$/, words: 0 },
  env: { options: /^-[uCS]$/, words: 0 },
  exec: { options: /^-a$/, words: 0 },
  nice: { options: /^-n$/, words: 0 },
  timeout: { options: /^-[ks]$/, words: 1 },
  stdbuf: { options: /^-[ioe]$/, words: 0 },
  nohup: { options: /^$/, words: 0 },
  command: { options: /^$/, words: 0 },
  busybox: { options: /^$/, words: 0 },
  chroot: { options: /^$/, words: 1 },
};

/** The program that an element runs in the end: for `sudo -E env A=b /bin/bash -`, `bash` with `-`. */
export function commandIn({ words }: Element): Command {
  let at = 0;
  const text = (): string => words[at]?.text ?? '';
  while (KEYWORDS.has(text()) || isAssignment(text())) at += 1;
  for (let runner = RUNNERS[baseName(text())]; runner; runner = RUNNERS[baseName(text())]) {
    if (!Object.hasOwn(RUNNERS, baseName(text()))) break;
    at += 1;
    while (text().startsWith('-') || isAssignment(text())) at += runner.options.test(text()) ? 2 : 1;
    at += runner.words;
  }
  return { name: baseName(text()), args: words.slice(at + 1) };
}

function isAssignment(text: string): boolean {
  return /^[A-Za-z_]\w*\+?=/.test(text);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
